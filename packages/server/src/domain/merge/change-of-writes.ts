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
  const safe = repair(writes);
  const read = reading > 0 ? { reading } : {};
  const changeId = origin.digest(JSON.stringify([entityId, source, safe, read]));
  return { projectId, entityId, changeId, ingestedUs, source, ...read, writes: safe };
}

function repair<Fields, Firsts>(writes: readonly Write<Fields, Firsts>[]): Write<Fields, Firsts>[] {
  const text = new TextWriter();
  const safe = JSON.parse(text.json(writes)) as Write<Fields, Firsts>[];
  return text.repaired
    ? safe.map((write) => ({ ...write, flags: withFlag(write.flags, 'text_repaired') }))
    : [...writes];
}

function withFlag(flags: readonly string[] | undefined, flag: string): string[] {
  return [...new Set([...(flags ?? []), flag])];
}
