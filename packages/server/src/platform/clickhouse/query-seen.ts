import { ClickHouseError } from '@clickhouse/client';
import { AppError } from '#domain/errors';
import { TOO_HEAVY_CODES } from './engine-error.ts';
import type { Asker, QueryClass } from './query-class.ts';

/** `limit`: the class's memory or time did not suffice; `left`: nobody waited for it any more. */
export type QueryOutcome = 'ok' | 'limit' | 'refused' | 'away' | 'left' | 'failed';

/** A statement that ended, for whoever keeps an eye on them. Figures are 0 where the engine did not tell. */
export interface QuerySeen extends Asker {
  class: QueryClass;
  /** With the wait for a place. */
  ms: number;
  waitedMs: number;
  outcome: QueryOutcome;
  spent: Spent;
}

export interface Spent {
  readRows: number;
  readBytes: number;
  writtenRows: number;
  memoryBytes: number;
}

export const NOTHING_SPENT: Spent = { readRows: 0, readBytes: 0, writtenRows: 0, memoryBytes: 0 };

/** From the head of an answer. It is final for inserts and short answers; of long ones it is what was so at their first bytes. */
export function spentOf(headers: Readonly<Record<string, string | string[] | undefined>>): Spent {
  const text = headers['x-clickhouse-summary'];
  if (typeof text !== 'string') return NOTHING_SPENT;
  try {
    const said = JSON.parse(text) as Record<string, unknown>;
    const figure = (name: string) => Number(said[name] ?? 0) || 0;
    return {
      readRows: figure('read_rows'),
      readBytes: figure('read_bytes'),
      writtenRows: figure('written_rows'),
      memoryBytes: figure('memory_usage'),
    };
  } catch {
    return NOTHING_SPENT;
  }
}

export function outcomeOf(error: unknown, signal: AbortSignal | undefined): QueryOutcome {
  if (signal?.aborted) return 'left';
  if (hitLimit(error)) return 'limit';
  const code = error instanceof AppError ? error.code : 'internal';
  if (code === 'unavailable') return 'away';
  return code === 'invalid' ? 'refused' : 'failed';
}

function hitLimit(error: unknown): boolean {
  if (error instanceof AppError) return hitLimit(error.cause);
  return error instanceof ClickHouseError && TOO_HEAVY_CODES.has(error.code);
}
