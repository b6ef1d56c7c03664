import { TextWriter } from '../payload/text.ts';
import type { Micros } from '../telemetry.ts';
import type { Change, Write } from './change.ts';

export interface ChangeOrigin {
  projectId: string;
  entityId: string;
  ingestedUs: Micros;
  source: number;
  reading: number;
  /** A collision-free digest of a text, short enough for an id. */
  digest(text: string): string;
}

/**
 * One change out of all that a message says about one entity. Its id is a digest of what it says, so the same message
 * sent again is the same change, and two messages under one id are two; a later reading of a message is another change,
 * so that the set of changes only ever grows. Text is repaired here once more
 * for whatever its reader let through.
 */
export function changeOfWrites<Fields, Firsts>(
  origin: ChangeOrigin,
  writes: readonly Write<Fields, Firsts>[],
): Change<Fields, Firsts> {
  const { projectId, ingestedUs, source, reading } = origin;
  const entityId = new TextWriter().text(origin.entityId);
  const { safe, json } = repair(writes);
  const read = reading > 0 ? { reading } : {};
  const changeId = origin.digest(`[${JSON.stringify(entityId)},${source},${json},${JSON.stringify(read)}]`);
  const change = { projectId, entityId, changeId, ingestedUs, source, ...read, writes: safe };
  JSON_OF_WRITES.set(change, json);
  return change;
}

/** The JSON text of a change. What it writes may be megabytes, of which the text was needed before. */
export function jsonOfChange(change: Change<unknown, unknown>): string {
  const json = JSON_OF_WRITES.get(change);
  if (json === undefined) return JSON.stringify(change);
  const { writes: _, ...rest } = change;
  return `${JSON.stringify(rest).slice(0, -1)},"writes":${json}}`;
}

const JSON_OF_WRITES = new WeakMap<Change<unknown, unknown>, string>();

function repair<Fields, Firsts>(writes: readonly Write<Fields, Firsts>[]) {
  const text = new TextWriter();
  const json = text.json(writes);
  if (!text.repaired) return { safe: [...writes], json };
  const safe = (JSON.parse(json) as Write<Fields, Firsts>[]).map((write) => ({
    ...write,
    flags: withFlag(write.flags, 'text_repaired'),
  }));
  return { safe, json: JSON.stringify(safe) };
}

function withFlag(flags: readonly string[] | undefined, flag: string): string[] {
  return [...new Set([...(flags ?? []), flag])];
}
