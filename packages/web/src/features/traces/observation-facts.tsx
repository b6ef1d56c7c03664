import { CircleDollarSign, Clock, FileCode2, Hash, SlidersHorizontal, Sparkles, Timer, Zap } from 'lucide-react';
import { formatCost, formatDuration, formatInteger, formatTokens } from '#lib/format';
import { formatExactTime } from '#lib/format-time';
import { Badge } from '#ui/badge';
import { previewJson } from '#ui/json-view/print-json';
import { Fact } from '#ui/fact';
import type { ObservationView } from './trace-types.ts';

/** The figures of a step in one line: time, tokens, cost, model, prompt. */
export function ObservationFacts({ observation }: { observation: ObservationView }) {
  const { latency, timeToFirstToken, model, promptName, promptVersion, inputTokens, outputTokens } = observation;
  return (
    <div className="flex flex-wrap items-center gap-x-4">
      <Fact icon={Timer} label="Took">
        {latency === null ? 'no end' : formatDuration(latency * 1000)}
      </Fact>
      {timeToFirstToken === null ? null : (
        <Fact icon={Zap} label="First token after">
          {formatDuration(timeToFirstToken * 1000)}
        </Fact>
      )}
      {model === null ? null : (
        <Fact icon={Sparkles} label="Model">
          {model}
        </Fact>
      )}
      {observation.totalCost === 0 ? null : (
        <Fact icon={CircleDollarSign} label="Cost">
          {formatCost(observation.totalCost)}
        </Fact>
      )}
      {inputTokens + outputTokens === 0 ? null : (
        <Fact icon={Hash} label={`${formatInteger(inputTokens)} tokens in, ${formatInteger(outputTokens)} out`}>
          {formatTokens(inputTokens, outputTokens)}
        </Fact>
      )}
      {promptName === null ? null : (
        <Fact icon={FileCode2} label="Prompt">
          {promptName} {promptVersion === null ? null : <Badge>v{promptVersion}</Badge>}
        </Fact>
      )}
      <Fact icon={Clock} label="Began">
        <time dateTime={observation.startTime} className="text-muted">
          {formatExactTime(observation.startTime)}
        </time>
      </Fact>
      <Parameters value={observation.modelParameters} />
    </div>
  );
}

function Parameters({ value }: { value: unknown }) {
  const shown =
    typeof value === 'object' && value !== null ? previewJson(value as Readonly<Record<string, string>>) : '';
  if (shown === '' || shown === '{}') return null;
  return (
    <Fact icon={SlidersHorizontal} label={`Model parameters: ${shown}`}>
      <span className="font-mono text-xs text-muted">{shown.slice(1, -1)}</span>
    </Fact>
  );
}
