import { z } from 'zod';
import type { ClickHouse } from './client.ts';
import { tableSql, UNMASKED } from './erase-project-rows.ts';
import { param, sql } from './sql.ts';

export interface TableCount {
  table: string;
  /** Every version of every row, masked or not. */
  rows: number;
  /** Its share of the table on disk: an estimate. */
  bytes: number;
}

const WHO = 'purge.count';

/** Every table that can hold rows of a project, from the engine's catalog. */
export async function projectTables(ch: ClickHouse): Promise<string[]> {
  const rows = await ch.query({
    sql: sql`SELECT tables.name AS name FROM system.tables AS tables
      INNER JOIN system.columns AS columns ON columns.database = tables.database AND columns.table = tables.name
      WHERE tables.database = currentDatabase() AND columns.name = 'project_id' AND endsWith(tables.engine, 'MergeTree')
      ORDER BY name`,
    schema: z.object({ name: z.string() }),
    class: 'purge',
    who: WHO,
  });
  return rows.map(({ name }) => name);
}

/** Rejects when it cannot be known: an error or a limit is never a zero. */
export async function countProjectRows(ch: ClickHouse, of: { table: string; projectId: string }): Promise<TableCount> {
  const { table, projectId } = of;
  const [counted] = await ch.query({
    sql: sql`SELECT count() AS rows, (SELECT sum(rows) FROM system.parts
        WHERE database = currentDatabase() AND table = ${param.string(table)} AND active) AS of_all,
        (SELECT sum(bytes_on_disk) FROM system.parts
        WHERE database = currentDatabase() AND table = ${param.string(table)} AND active) AS bytes
      FROM ${tableSql(table)} WHERE project_id = ${param.string(projectId)} ${UNMASKED}`,
    schema: z.object({ rows: z.number(), of_all: z.number(), bytes: z.number() }),
    class: 'purge',
    who: WHO,
    projectId,
  });
  if (!counted) throw new Error(`The rows of ${table} could not be counted`);
  const { rows, of_all: all, bytes } = counted;
  return { table, rows, bytes: Math.round((bytes * rows) / Math.max(1, all)) };
}

/** The engine's own time, microseconds: what became superfluous before it may still hold rows that were removed. */
export async function engineNowUs(ch: ClickHouse): Promise<number> {
  const [row] = await ch.query({
    sql: sql`SELECT toUnixTimestamp64Micro(now64(6)) AS now`,
    schema: z.object({ now: z.number() }),
    class: 'purge',
    who: WHO,
  });
  if (!row) throw new Error('The trace store does not tell the time');
  return row.now;
}

export interface Unsettled {
  /** Changes that name the project and are not done, or failed. */
  mutations: number;
  /** Parts that were replaced before the time given and are still on the disk. */
  supersededParts: number;
}

/** What may still hold bytes of the project although no query finds its rows. */
export async function countUnsettled(
  ch: ClickHouse,
  of: { tables: readonly string[]; projectId: string; beforeUs: number },
): Promise<Unsettled> {
  const tables = param.strings(of.tables);
  const [mutations] = await ch.query({
    sql: sql`SELECT count() AS count FROM system.mutations WHERE database = currentDatabase() AND table IN ${tables}
      AND NOT is_done AND position(command, ${param.string(of.projectId)}) > 0`,
    schema: z.object({ count: z.number() }),
    class: 'purge',
    who: WHO,
    projectId: of.projectId,
  });
  const [parts] = await ch.query({
    sql: sql`SELECT count() AS count FROM system.parts WHERE database = currentDatabase() AND table IN ${tables}
      AND NOT active AND toUnixTimestamp(remove_time) <= ${param.int(Math.ceil(of.beforeUs / 1e6))}`,
    schema: z.object({ count: z.number() }),
    class: 'purge',
    who: WHO,
    projectId: of.projectId,
  });
  if (!mutations || !parts) throw new Error('What is unsettled could not be counted');
  return { mutations: mutations.count, supersededParts: parts.count };
}
