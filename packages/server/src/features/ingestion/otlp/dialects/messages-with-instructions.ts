import type { Json } from '#domain/merge/metadata-tree';
import type { Rule } from './dialect.ts';
import { parseJson } from './find.ts';

/**
 * The messages as they are; with instructions given apart, those come first as a system message. The list is joined
 * as text, so that the messages keep every byte and need no parsing.
 */
export function messagesWithInstructions(from: string): Rule<Json> {
  return ({ attributes }) => {
    const messages = attributes.get(from);
    if (messages === undefined || messages === '') return null;
    const instructions = attributes.get(INSTRUCTIONS);
    const parts = instructions === undefined ? null : asList(instructions);
    const rest = typeof messages === 'string' ? /^\s*\[\s*([^]*\])\s*$/.exec(messages)?.[1] : undefined;
    if (parts === null || rest === undefined) return { value: messages, from };
    const first = JSON.stringify({ role: 'system', parts });
    return { value: `[${first}${rest === ']' ? '' : ','}${rest}`, from, also: [INSTRUCTIONS] };
  };
}

const INSTRUCTIONS = 'gen_ai.system_instructions';

/** A list, or the JSON of one. */
export function asList(value: Json): Json[] | null {
  const parsed = typeof value === 'string' ? parseJson(value) : value;
  return Array.isArray(parsed) ? parsed : null;
}
