import type { ImportInto } from '#kernel/import-table';
import { sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';

export const TEXT = 'String';
export const TEXTS = 'Array(String)';
export const TEXT_MAP = 'Map(LowCardinality(String), String)';
export const TIME = "DateTime64(6, 'UTC')";
export const WORD = 'LowCardinality(String)';
export const WORDS = 'Array(LowCardinality(String))';
export const WORD_MAP = 'Map(LowCardinality(String), LowCardinality(String))';

/** Whoever reads a project by the time of storing gets what is imported with the rest, where anybody has begun to. */
export function newTimes({ keepTimes }: ImportInto): Record<string, Sql> {
  return keepTimes ? {} : { ingested_at: sql`now64(6)` };
}
