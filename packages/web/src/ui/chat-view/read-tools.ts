import { asList, asRecord, textOf, type JsonRecord } from '../json-view/json-fields.ts';
import type { ChatTool } from './chat-message.ts';

/** The tools that were offered with a call. */
export function readTools(record: JsonRecord): ChatTool[] {
  const tools = asList(record['tools']) ?? [];
  return tools.flatMap((tool): ChatTool[] => {
    const outer = asRecord(tool);
    if (outer === null) return [];
    const grouped = asList(outer['functionDeclarations'] ?? outer['function_declarations']);
    if (grouped !== null) return readTools({ tools: grouped });
    const inner = asRecord(outer['function']) ?? outer;
    const name = textOf(inner, 'name', 'type');
    return name === null ? [] : [{ name, description: textOf(inner, 'description') ?? '', definition: inner }];
  });
}
