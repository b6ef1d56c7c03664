import { JsonView } from '#ui/json-view/json-view';
import { ClippedBox } from '#ui/payload-view/clipped-box';
import { PayloadView } from '#ui/payload-view/payload-view';
import { rawRecord } from '#ui/payload-view/raw-record';
import { DetailTabs, type DetailTab } from './detail-tabs.tsx';
import { MetadataView } from './metadata-view.tsx';
import { ScoresList } from './scores-list.tsx';
import type { ScoreView, TraceView } from './trace-types.ts';

export interface TraceDetailProps {
  trace: TraceView;
  /** Scores of the trace itself and of its steps. */
  scores: readonly ScoreView[];
  search: string;
  tab: string | undefined;
  onTab: (tab: string) => void;
  onStep: (observationId: string) => void;
}

/** The trace as a whole, shown while no step is selected. */
export function TraceDetail(props: TraceDetailProps) {
  return (
    <div className="flex h-full min-h-0 flex-col bg-surface">
      <h2 className="sr-only">The trace as a whole</h2>
      <DetailTabs tabs={tabsOf(props)} value={props.tab} onChange={props.onTab} />
    </div>
  );
}

function tabsOf({ trace, scores, search, onStep }: TraceDetailProps): DetailTab[] {
  const metadata = Object.keys(trace.metadata).length;
  return [
    { value: 'preview', label: 'Preview', content: () => <Preview trace={trace} search={search} /> },
    {
      value: 'metadata',
      label: 'Metadata',
      ...(metadata === 0 ? {} : { count: metadata }),
      content: () => <MetadataView metadata={trace.metadata} search={search} />,
    },
    {
      value: 'scores',
      label: 'Scores',
      ...(scores.length === 0 ? {} : { count: scores.length }),
      content: () => <ScoresList scores={scores} of="trace" onStep={onStep} />,
    },
    {
      value: 'raw',
      label: 'Raw',
      content: () => <JsonView value={rawRecord(trace, ['input', 'output'])} label="Raw" search={search} />,
    },
  ];
}

function Preview({ trace, search }: { trace: TraceView; search: string }) {
  if (trace.input === null && trace.output === null)
    return (
      <p className="text-sm text-muted">
        This trace has no input or output of its own. Select a step to see what went in and out of it.
      </p>
    );
  return (
    <>
      <ClippedBox height={420} whole={search !== ''}>
        <PayloadView title="Input" text={trace.input} search={search} />
      </ClippedBox>
      <PayloadView title="Output" text={trace.output} search={search} />
    </>
  );
}
