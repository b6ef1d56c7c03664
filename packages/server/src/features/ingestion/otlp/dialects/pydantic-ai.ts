import type { ObservationType } from '@tidemark/contract/telemetry';
import type { Json } from '#domain/merge/metadata-tree';
import { readToolDefinitions } from '#domain/payload/tools';
import type { OtlpSpan } from '../otlp-span.ts';
import type { Dialect, Rule } from './dialect.ts';
import { asObject, converted, firstOf, firstText, firstValue } from './find.ts';
import { messagesWithInstructions } from './messages-with-instructions.ts';

/** Pydantic AI where it departs from GenAI: agent runs, tools of its older formats. */
export const pydanticAi: Dialect = {
  families: [
    'pydantic_ai',
    'agent_name',
    'final_result',
    'all_messages_events',
    'tool_arguments',
    'tool_response',
    'model_request_parameters',
  ],
  rules: {
    type: onAgentRun(converted(firstText('agent_name'), (): ObservationType => 'AGENT')),
    // The oldest format has the whole conversation under one name only: with its result told apart, it is the input.
    input: firstOf(
      messagesWithInstructions('pydantic_ai.all_messages'),
      firstValue('tool_arguments'),
      onAgentRun(firstValue('all_messages_events')),
    ),
    output: firstValue('final_result', 'tool_response'),
    toolDefinitions: converted(firstValue('model_request_parameters'), definitions),
  },
};

/** Agent runs of the first format said so only by these attributes, while they sum the tokens of their model calls. */
function isAgentRun({ attributes }: OtlpSpan): boolean {
  return attributes.has('agent_name') && (attributes.has('model_name') || attributes.has('final_result'));
}

function definitions(value: Json): Record<string, string> | null {
  const tools = asObject(value)?.['function_tools'];
  const found = readToolDefinitions({ tools });
  return Object.keys(found).length === 0 ? null : found;
}

function onAgentRun<T>(rule: Rule<T>): Rule<T> {
  return (span) => (isAgentRun(span) ? rule(span) : null);
}
