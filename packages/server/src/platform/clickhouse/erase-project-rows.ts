import { z } from 'zod';
import { AppError } from '#domain/errors';
import type { Clock } from '#platform/clock/clock';
import type { ClickHouse } from './client.ts';
import { param, sql } from './sql.ts';
import type { Sql } from './sql.ts';
import { trustedSql } from './trusted-sql.ts';

export interface ErasedRows {
  table: string;
  projectId: string;
  who: string;
  /** Only those of the project's rows that it is true of; of every version of a row, or an older one comes back. */
  where?: Sql;
}

/** At the end of a query, has it read what is masked or patched away, too. */
export const UNMASKED = sql`SETTINGS apply_deleted_mask = 0, apply_patch_parts = 0`;

/** A table is left alone while it has this many changes to work on already. */
const MAX_UNFINISHED_MUTATIONS = 20;
const ASK_AGAIN_MS = 500;

/**
 * Removes every version of every row of a project from the parts that are read, partition by partition. A delete that
 * was issued before is never taken for this one: what counts is which rows are there, with nothing masked. Parts that
 * were replaced go from the disk by themselves, later. Repeatable; what is inserted meanwhile may stay.
 */
export async function eraseProjectRows(
  { ch, clock }: { ch: ClickHouse; clock: Clock },
  rows: ErasedRows,
): Promise<void> {
  const { projectId, who } = rows;
  const table = tableSql(rows.table);
  const condition = conditionOf(rows);
  const command = (statement: Sql) => ch.command({ sql: statement, class: 'purge', who, projectId });
  for (const partition of await partitionsOf(ch, rows)) {
    await untilFewMutations(ch, clock, rows);
    await command(sql`ALTER TABLE ${table} DELETE IN PARTITION ID ${partitionSql(partition)}
      WHERE ${condition} SETTINGS mutations_sync = 2`);
  }
  // Rows that an earlier light delete masked are not seen by the delete above.
  for (const partition of await partitionsOf(ch, rows)) {
    await untilFewMutations(ch, clock, rows);
    await command(sql`ALTER TABLE ${table} APPLY DELETED MASK IN PARTITION ID ${partitionSql(partition)}
      SETTINGS mutations_sync = 2`);
  }
}

/** Those with rows of the project, masked ones too. */
async function partitionsOf(ch: ClickHouse, rows: ErasedRows): Promise<string[]> {
  const { table, projectId, who } = rows;
  const found = await ch.query({
    sql: sql`SELECT DISTINCT _partition_id AS partition FROM ${tableSql(table)} WHERE ${conditionOf(rows)}
      ORDER BY partition ${UNMASKED}`,
    schema: z.object({ partition: z.string() }),
    class: 'purge',
    who,
    projectId,
  });
  return found.map(({ partition }) => partition);
}

function conditionOf({ projectId, where }: ErasedRows): Sql {
  const project = sql`project_id = ${param.string(projectId)}`;
  return where ? sql`${project} AND ${where}` : project;
}

async function untilFewMutations(ch: ClickHouse, clock: Clock, { table, who }: ErasedRows) {
  for (;;) {
    const [row] = await ch.query({
      sql: sql`SELECT count() AS unfinished FROM system.mutations
        WHERE database = currentDatabase() AND table = ${param.string(table)} AND NOT is_done`,
      schema: z.object({ unfinished: z.number() }),
      class: 'purge',
      who,
    });
    if ((row?.unfinished ?? 0) < MAX_UNFINISHED_MUTATIONS) return;
    await clock.sleep(ASK_AGAIN_MS);
  }
}

/** A table by a name that a declaration or the catalog gave. */
export function tableSql(name: string): Sql {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new AppError('internal', `Not a table: ${name}`);
  return trustedSql(name);
}

function partitionSql(id: string): Sql {
  if (!/^[\w-]+$/.test(id)) throw new AppError('internal', `Not a partition: ${id}`);
  return trustedSql(`'${id}'`);
}
