import { z } from 'zod';
import type { KeyPart, TelemetryTable } from '#kernel/export-table';
import type { ExportSelection } from '#kernel/export-run';
import { scopeOf } from '#kernel/list-scope';
import { inScope } from '#platform/clickhouse/project-scope';
import type { ProjectScope } from '#platform/clickhouse/project-scope';
import { allOf, anyOf, EMPTY, joinSql, param, sql, us } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { trustedSql } from '#platform/clickhouse/trusted-sql';
import type { FileColumn } from '../choose-columns.ts';

/** Values of a table's sorting key after `project_id`: a place between its rows. */
export const Key = z.array(z.union([z.number(), z.string()]));
export type Key = z.output<typeof Key>;

/** What does not change from window to window. */
export interface TelemetryExport {
  table: TelemetryTable;
  projectId: string;
  selection: ExportSelection;
  /** Inclusive; null for the beginning. */
  storedFromUs: number | null;
  /** Exclusive. */
  cutUs: number;
}

/** Rows behind one key, up to and with another; null for the beginning and the end. */
export interface KeyRange {
  after: Key | null;
  to: Key | null;
}

/**
 * The key of the last of so many rows, in any version, from the sorting key alone: read in its order, it costs as many rows
 * as it passes over. No row when there are fewer left.
 */
export function lastKeySql(of: TelemetryExport, { after, rows }: { after: Key | null; rows: number }): Sql {
  const { table, projectId } = of;
  const parts = table.key.map(({ sql: part, kind }) => (kind === 'seconds' ? sql`toUnixTimestamp(${part})` : part));
  const named = parts.map((part, index) => sql`${part} AS ${trustedSql(`k${index}`)}`);
  return sql`SELECT ${joinSql(named, sql`, `)} FROM ${table.from}
WHERE project_id = ${param.string(projectId)} AND ${inRange(table.key, { after, to: null })} AND ${stored(of)} AND ${atTime(of)}
ORDER BY ${keyOrder(table)} LIMIT 1 OFFSET ${param.int(rows - 1)}`;
}

export function keyRow(table: TelemetryTable) {
  const shape = Object.fromEntries(
    table.key.map(({ kind }, index) => [`k${index}`, kind === 'text' ? z.string() : z.number()]),
  );
  return z
    .object(shape)
    .transform((row) => table.key.map((_, index) => (row as Record<string, Key[number]>)[`k${index}`] ?? ''));
}

/** How many rows a window has, and their times: the same conditions as the window itself, over few columns. */
export function measureSql(of: TelemetryExport, range: KeyRange): Sql {
  const { time } = of.table;
  const times = time
    ? sql`toUnixTimestamp64Micro(min(${time})) AS min_us, toUnixTimestamp64Micro(max(${time})) AS max_us`
    : sql`NULL AS min_us, NULL AS max_us`;
  return sql`SELECT count() AS rows, ${times} ${windowFrom(of, range)}`;
}

export const Measured = z.object({ rows: z.number(), min_us: z.number().nullable(), max_us: z.number().nullable() });

/** An estimate from above: versions are counted, not things, and the filter is not asked. */
export function expectedSql(of: TelemetryExport): Sql {
  return sql`SELECT count() AS rows FROM ${of.table.from}
WHERE project_id = ${param.string(of.projectId)} AND ${stored(of)} AND ${atTime(of)}`;
}

/**
 * The rows of a window in the order of the sorting key, so that nothing is gathered to be sorted. What is asked of the key
 * and of the time of storing is asked before versions are told apart, and all else after: an older version never comes
 * back because a newer one does not fit, and a version that was stored after the cut hides none that was there before.
 */
export function windowSql(
  of: TelemetryExport,
  range: KeyRange,
  ask: { columns: readonly FileColumn[]; limit: number | null },
): Sql {
  const { table } = of;
  const limit = ask.limit === null ? EMPTY : sql` LIMIT ${param.int(ask.limit)}`;
  const rows = sql`${windowFrom(of, range)} ORDER BY ${keyOrder(table)}${limit}`;
  const { computed } = table;
  if (!computed || !ask.columns.some(({ isComputed }) => isComputed))
    return sql`SELECT ${columnList(ask.columns.map(({ name, sql: value }) => ({ name, value })))} ${rows}`;
  const own = ask.columns.filter(({ isComputed }) => !isComputed);
  const inner = own.map(({ name, sql: value }) => ({ name: `own_${name}`, value }));
  const outer = ask.columns.map(({ name, sql: value, isComputed }) => ({
    name,
    value: isComputed ? value : trustedSql(`own_${name}`),
  }));
  const among = sql`SELECT ${computed.by} FROM ${table.from}
    WHERE project_id = ${param.string(of.projectId)} AND ${inRange(table.key, range)} AND ${stored(of)}`;
  return sql`SELECT ${columnList(outer)} FROM (
  SELECT ${columnList([...inner, { name: 'join_by', value: computed.by }])} ${rows}
) AS own LEFT JOIN (${computed.of(partOf(of, range), among)}) AS computed ON computed.computed_by = own.join_by`;
}

function windowFrom(of: TelemetryExport, range: KeyRange): Sql {
  const { table, projectId, selection, storedFromUs } = of;
  const part = partOf(of, range);
  return sql`FROM ${table.from} FINAL
PREWHERE project_id = ${param.string(projectId)} AND ingested_at < ${us(of.cutUs)} AND ${inRange(table.key, range)}
WHERE ${allOf([
    atTime(of),
    ...(storedFromUs === null ? [] : [sql`ingested_at >= ${us(storedFromUs)}`]),
    ...(table.visible ? [table.visible(projectId)] : []),
    table.where(part, selection),
  ])}`;
}

function columnList(columns: readonly { name: string; value: Sql }[]): Sql {
  return joinSql(
    columns.map(({ name, value }) => sql`${value} AS ${trustedSql(`\`${checkedName(name)}\``)}`),
    sql`, `,
  );
}

function checkedName(name: string): string {
  if (!/^[a-zA-Z][a-zA-Z0-9_]*$/.test(name)) throw new TypeError(`Not a name of a column: ${name}`);
  return name;
}

function keyOrder({ key }: TelemetryTable): Sql {
  return joinSql([sql`project_id`, ...key.map((part) => part.sql)], sql`, `);
}

function stored({ storedFromUs, cutUs }: TelemetryExport): Sql {
  const from = storedFromUs === null ? EMPTY : sql` AND ingested_at >= ${us(storedFromUs)}`;
  return sql`ingested_at < ${us(cutUs)}${from}`;
}

function atTime({ table, projectId, selection }: TelemetryExport): Sql {
  if (table.time === null) return sql`1`;
  return sql`(${inScope(scopeOf(projectId, selection), table.time)})`;
}

/** As nested comparisons, of which the engine's index understands every one; of a comparison of tuples only the first. */
function inRange(key: readonly KeyPart[], { after, to }: KeyRange): Sql {
  return allOf([...(after ? [beyond(key, after, '>')] : []), ...(to ? [beyond(key, to, '<=')] : [])]);
}

function beyond(key: readonly KeyPart[], values: Key, sign: '>' | '<='): Sql {
  const [part, ...rest] = key;
  const [value = '', ...more] = values;
  if (!part) throw new TypeError('A key has parts');
  const bound = boundOf(part, value);
  if (rest.length === 0) return sign === '>' ? sql`${part.sql} > ${bound}` : sql`${part.sql} <= ${bound}`;
  const within = beyond(rest, more, sign);
  return sign === '>'
    ? sql`(${part.sql} >= ${bound} AND ${anyOf([sql`${part.sql} > ${bound}`, within])})`
    : sql`(${part.sql} <= ${bound} AND ${anyOf([sql`${part.sql} < ${bound}`, within])})`;
}

function boundOf({ kind }: KeyPart, value: Key[number]): Sql {
  if (kind === 'text') return sql`${param.string(String(value))}`;
  return kind === 'seconds' ? sql`toDateTime(${param.int(Number(value))}, 'UTC')` : sql`${param.int(Number(value))}`;
}

const MINUTE = 60;

/** The part of time that a window can have rows of, for what its filter looks up; all of the asked one where the key has no time. */
function partOf({ table, projectId, selection }: TelemetryExport, { after, to }: KeyRange): ProjectScope {
  const asked = scopeOf(projectId, selection);
  if (table.key[0]?.kind !== 'seconds') return asked;
  const first = after ? Number(after[0]) * 1e6 : null;
  const last = to ? (Number(to[0]) + MINUTE) * 1e6 : null;
  return {
    projectId,
    fromUs: asked.fromUs === null ? first : Math.max(asked.fromUs, first ?? asked.fromUs),
    toUs: asked.toUs === null ? last : Math.min(asked.toUs, last ?? asked.toUs),
  };
}
