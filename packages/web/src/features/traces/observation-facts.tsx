import { CircleDollarSign, Clock, FileCode2, Hash, SlidersHorizontal, Sparkles, Timer, Zap } from 'lucide-react';
import { formatCost, formatDuration, formatInteger, formatTokens } from '#lib/format';
import { formatExactTime } from '#lib/format-time';
import { Badge } from '#ui/badge';
import { fromTexts } from '#ui/payload-view/from-texts';
import { previewJson } from '#ui/json-view/print-json';
import { Fact } from '#ui/fact';
import { readMicros } from './read-micros.ts';
import type { ObservationView } from './trace-types.ts';

/** The figures of a step in one line: time, tokens, cost, model, prompt. */
export function ObservationFacts({ observation }: { observation: ObservationView }) {
  const { usage, cost, model, promptName, promptVersion } = observation;
  const start = readMicros(observation.startTime);
  const end = observation.endTime === null ? null : readMicros(observation.endTime);
  const first = observation.completionStartTime === null ? null : readMicros(observation.completionStartTime);
  const input = sumOf(usage, 'input');
  const output = sumOf(usage, 'output');
  const total = cost['total'];
  return (
    <div className="flex flex-wrap items-center gap-x-4">
      <Fact icon={Timer} label="Took">
        {end === null ? 'running' : formatDuration((end - start) / 1000)}
      </Fact>
      {first === null ? null : (
        <Fact icon={Zap} label="First token after">
          {formatDuration((first - start) / 1000)}
        </Fact>
      )}
      {model === null ? null : (
        <Fact icon={Sparkles} label="Model">
          {model}
        </Fact>
      )}
      {total === undefined ? null : (
        <Fact icon={CircleDollarSign} label="Cost">
          {formatCost(Number(total))}
        </Fact>
      )}
      {input + output === 0 ? null : (
        <Fact icon={Hash} label={`${formatInteger(input)} tokens in, ${formatInteger(output)} out`}>
          {formatTokens(input, output)}
        </Fact>
      )}
      {promptName === null ? null : (
        <Fact icon={FileCode2} label="Prompt">
          {promptName} {promptVersion === null ? null : <Badge>v{promptVersion}</Badge>}
        </Fact>
      )}
      <Fact icon={Clock} label="Began">
        <time dateTime={observation.startTime} className="text-muted">
          {formatExactTime(start / 1000)}
        </time>
      </Fact>
      <Parameters text={observation.modelParameters} />
    </div>
  );
}

function Parameters({ text }: { text: string | null }) {
  if (text === null || text === '' || text === '{}') return null;
  const shown = previewJson(fromTexts({ all: text })['all'] ?? null);
  return (
    <Fact icon={SlidersHorizontal} label={`Model parameters: ${shown}`}>
      <span className="font-mono text-xs text-muted">{shown}</span>
    </Fact>
  );
}

const sumOf = (usage: Record<string, number>, kind: string): number =>
  Object.entries(usage).reduce((sum, [type, units]) => (type.startsWith(kind) ? sum + units : sum), 0);
