import { tokensOf } from '#kernel/compare-to-sql';
import { inScope, widen } from '#platform/clickhouse/project-scope';
import type { ProjectScope } from '#platform/clickhouse/project-scope';
import { anyOf, param, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { STEPS_AROUND } from './aggregate-column.ts';

/** A trace by an id of it, a part of its name, or words of its or its steps' input or output. */
export function traceSearchSql(scope: ProjectScope, text: string): Sql {
  const steps = sql`id IN (SELECT trace_id FROM observations FINAL
    WHERE ${inScope(widen(scope, STEPS_AROUND), sql`start_time`)} AND ${wordsInPayload(text)})`;
  return anyOf([
    isOneOf(text, [sql`id`, sql`user_id`, sql`session_id`]),
    isPartOf(text, sql`name`),
    wordsInPayload(text),
    steps,
  ]);
}

/** A step by an id of it, a part of its name, or words of its input or output. */
export function observationSearchSql(text: string): Sql {
  return anyOf([
    isOneOf(text, [sql`id`, sql`trace_id`, sql`user_id`, sql`session_id`]),
    isPartOf(text, sql`name`),
    wordsInPayload(text),
  ]);
}

function isOneOf(text: string, columns: readonly Sql[]): Sql {
  return anyOf(columns.map((column) => sql`${column} = ${param.string(text)}`));
}

function isPartOf(text: string, column: Sql): Sql {
  return sql`positionCaseInsensitiveUTF8(${column}, ${param.string(text)}) > 0`;
}

/** Whole words, so that the text indices answer; text without a word in it is looked for as it is. */
function wordsInPayload(text: string): Sql {
  const words = tokensOf(text);
  const has = (column: Sql) =>
    words.length > 0
      ? sql`hasAllTokens(lower(ifNull(${column}, '')), ${param.strings(words)})`
      : sql`position(ifNull(${column}, ''), ${param.string(text)}) > 0`;
  return anyOf([has(sql`input`), has(sql`output`)]);
}
