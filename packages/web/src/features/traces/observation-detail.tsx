import { JsonView } from '#ui/json-view/json-view';
import { LevelDot } from '#ui/level-dot';
import { observationLook, ObservationTypeIcon } from '#ui/observation-type';
import { ClippedBox } from '#ui/payload-view/clipped-box';
import { PayloadView } from '#ui/payload-view/payload-view';
import { rawRecord } from '#ui/payload-view/raw-record';
import { CopyButton } from '#ui/copy-button';
import { DetailTabs, type DetailTab } from './detail-tabs.tsx';
import { ExplainView } from './explain-view.tsx';
import { MetadataView } from './metadata-view.tsx';
import { ObservationFacts } from './observation-facts.tsx';
import { ScoresList } from './scores-list.tsx';
import { StatusBanner } from './status-banner.tsx';
import { ToolUse } from './tool-use.tsx';
import type { ObservationView, ScoreView } from './trace-types.ts';
import { UsageTable } from './usage-table.tsx';

export interface ObservationDetailProps {
  observation: ObservationView;
  scores: readonly ScoreView[];
  search: string;
  tab: string | undefined;
  onTab: (tab: string) => void;
}

/** Everything about one step: what it did, what went in and out, what it cost, and how we know. */
export function ObservationDetail({ observation, scores, search, tab, onTab }: ObservationDetailProps) {
  return (
    <div className="flex h-full min-h-0 flex-col bg-surface">
      <header className="shrink-0 px-4 pt-2.5 pb-1">
        <h2 className="flex items-center gap-2">
          <ObservationTypeIcon type={observation.type} />
          <span className="truncate text-base font-semibold">
            {observation.name ?? observationLook(observation.type).label}
          </span>
          <span className="shrink-0 text-xs text-faint">{observationLook(observation.type).label}</span>
          {observation.level === 'DEFAULT' ? null : <LevelDot level={observation.level} />}
          <CopyButton text={observation.id} label={`Copy the id ${observation.id}`} className="ml-auto" />
        </h2>
        <ObservationFacts observation={observation} />
      </header>
      <DetailTabs tabs={tabsOf(observation, scores, search)} value={tab} onChange={onTab} />
    </div>
  );
}

const JSON_FIELDS = ['input', 'output'];

function tabsOf(observation: ObservationView, scores: readonly ScoreView[], search: string): DetailTab[] {
  const metadata = Object.keys(observation.metadata).length;
  return [
    { value: 'preview', label: 'Preview', content: () => <Preview observation={observation} search={search} /> },
    {
      value: 'input',
      label: 'Input',
      content: () => <PayloadView title="Input" text={observation.input} search={search} />,
    },
    {
      value: 'output',
      label: 'Output',
      content: () => <PayloadView title="Output" text={observation.output} search={search} />,
    },
    {
      value: 'metadata',
      label: 'Metadata',
      ...(metadata === 0 ? {} : { count: metadata }),
      content: () => <MetadataView metadata={observation.metadata} search={search} />,
    },
    { value: 'cost', label: 'Cost', content: () => <UsageTable observation={observation} /> },
    {
      value: 'scores',
      label: 'Scores',
      ...(scores.length === 0 ? {} : { count: scores.length }),
      content: () => <ScoresList scores={scores} of="step" />,
    },
    {
      value: 'raw',
      label: 'Raw',
      content: () => <JsonView value={rawRecord(observation, JSON_FIELDS)} label="Raw" search={search} />,
    },
    { value: 'explain', label: 'Explain', content: () => <ExplainView observation={observation} /> },
  ];
}

/** Both payloads, cut so that the output is near even when the input is long. */
function Preview({ observation, search }: { observation: ObservationView; search: string }) {
  const { input, output, costLines } = observation;
  return (
    <>
      <StatusBanner level={observation.level} message={observation.statusMessage} search={search} />
      <ToolUse observation={observation} search={search} />
      <ClippedBox height={360} whole={search !== '' && holds(input, search)}>
        <PayloadView title="Input" text={input} search={search} />
      </ClippedBox>
      <ClippedBox height={720} whole={search !== '' && holds(output, search)}>
        <PayloadView title="Output" text={output} search={search} />
      </ClippedBox>
      {costLines.length === 0 ? null : <UsageTable observation={observation} />}
    </>
  );
}

const holds = (text: string | null, search: string): boolean =>
  text !== null && text.toLowerCase().includes(search.toLowerCase());
