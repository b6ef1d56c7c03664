import { z } from 'zod';
import type { ClickHouse } from './client.ts';
import { tableSql, UNMASKED } from './erase-project-rows.ts';
import { param, sql } from './sql.ts';
import type { Sql } from './sql.ts';

export interface CountLeft {
  table: string;
  projectId: string;
  where: Sql;
  who: string;
}

/**
 * Every version of the rows that it is true of, masked or not, and a change of the table that is not done counts as one
 * more: while it works, nobody knows. Rejects when it cannot be known: an error or a limit is never a zero.
 */
export async function countRowsLeft(ch: ClickHouse, { table, projectId, where, who }: CountLeft): Promise<number> {
  const [rows] = await ch.query({
    sql: sql`SELECT count() AS n FROM ${tableSql(table)} WHERE project_id = ${param.string(projectId)} AND ${where} ${UNMASKED}`,
    schema: z.object({ n: z.number() }),
    class: 'purge',
    who,
    projectId,
  });
  const [changes] = await ch.query({
    sql: sql`SELECT count() AS n FROM system.mutations WHERE database = currentDatabase()
      AND table = ${param.string(table)} AND NOT is_done AND position(command, ${param.string(projectId)}) > 0`,
    schema: z.object({ n: z.number() }),
    class: 'purge',
    who,
    projectId,
  });
  if (!rows || !changes) throw new Error(`What is left in ${table} could not be counted`);
  return rows.n + changes.n;
}
