import type { ObservationType } from '@tidemark/contract/telemetry';
import type { OtlpSpan } from '../otlp-span.ts';
import type { Dialect, Found } from './dialect.ts';
import { converted, firstOf, firstText, firstValue } from './find.ts';

/** Flue, where it says more than the GenAI attributes beside it. */
export const flue: Dialect = {
  families: ['flue'],
  rules: {
    type: firstOf(
      converted(firstText('flue.turn.purpose'), (): ObservationType => 'GENERATION'),
      converted(firstText('flue.operation.kind'), (kind) => TYPE_OF_OPERATION.get(kind) ?? null),
      shell,
    ),
    // Tools whose arguments or result are no object cannot use the conventional names.
    input: firstValue('flue.tool.call.arguments'),
    output: firstValue('flue.tool.call.result'),
    // An operation has the sums of the turns in it.
    holdsModelCalls: converted(firstText('flue.operation.kind'), () => true),
  },
};

const TYPE_OF_OPERATION: ReadonlyMap<string, ObservationType> = new Map<string, ObservationType>([
  ['prompt', 'AGENT'],
  ['skill', 'AGENT'],
  ['task', 'AGENT'],
]);

/** A command that the program itself ran, not the model. */
function shell({ name }: OtlpSpan): Found<ObservationType> | null {
  return name === 'flue.operation shell' ? { value: 'TOOL', from: 'span:name' } : null;
}
