import type { ObservationType } from '@tidemark/contract/telemetry';
import { readToolDefinitions } from '#domain/payload/tools';
import type { OtlpSpan } from '../otlp-span.ts';
import type { Dialect, Found } from './dialect.ts';
import { asObject, converted, firstText, firstValue } from './find.ts';
import { indexedValue } from './indexed-attributes.ts';

/** OpenLLMetry: workflows, tasks, agents and tools around model calls that speak GenAI. */
export const traceloop: Dialect = {
  families: ['traceloop', 'llm'],
  rules: {
    type: converted(firstText('traceloop.span.kind'), (kind) => TYPE_OF_KIND.get(kind) ?? null),
    input: firstValue('traceloop.entity.input'),
    output: firstValue('traceloop.entity.output'),
    userId: firstText('traceloop.association.properties.user_id', 'traceloop.association.properties.userId'),
    sessionId: firstText('traceloop.association.properties.session_id', 'traceloop.association.properties.sessionId'),
    toolDefinitions,
  },
};

const TYPE_OF_KIND: ReadonlyMap<string, ObservationType> = new Map<string, ObservationType>([
  ['agent', 'AGENT'],
  ['tool', 'TOOL'],
  ['workflow', 'CHAIN'],
]);

/** Offered functions are spelled out: name, description and the parameters as JSON text. */
function toolDefinitions({ attributes }: OtlpSpan): Found<Record<string, string>> | null {
  const listed = indexedValue(attributes, 'llm.request.functions.');
  if (!Array.isArray(listed)) return null;
  const tools = listed.map((entry) => {
    const declared = asObject(entry);
    return declared === null ? null : { ...declared, parameters: asObject(declared['parameters']) ?? {} };
  });
  const value = readToolDefinitions({ tools });
  return Object.keys(value).length === 0 ? null : { value, from: 'llm.request.functions.*' };
}
