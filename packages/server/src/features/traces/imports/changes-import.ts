import { z } from 'zod';
import { isGone } from '#features/deletions';
import type { Engines } from '#kernel/ctx';
import type { ArchivedFile, ImportInto, RowsImport } from '#kernel/import-table';
import { rowsImport } from '#kernel/rows-import';
import { eraseProjectRows } from '#platform/clickhouse/erase-project-rows';
import { FILE } from '#platform/clickhouse/file-of-rows';
import { param, sql } from '#platform/clickhouse/sql';
import { ChangeRow } from './change-schema.ts';
import { TEXT, TIME, WORD } from './import-columns.ts';

/** What was said of things in parts, so that what is said of them later still folds with it. */
export const changesImport: RowsImport = {
  ...rowsImport({
    name: 'telemetry_changes',
    table: sql`telemetry_changes`,
    columns: { entity_id: TEXT, entity: WORD, change_id: TEXT, change: TEXT, ingested_at: TIME },
    key: sql`entity_id, entity, change_id`,
    keyColumns: ['entity_id', 'entity', 'change_id', 'change'],
    // A change of a step names its trace in its text; one that names none is of a trace of its own id.
    gone: ({ projectId }) => sql`(${isGone(projectId, 'trace', sql`entity_id`)} OR arrayExists(
    one -> ${isGone(projectId, 'trace', sql`one`)},
    arrayMap(one -> JSONExtractString(one, 'first', 'traceId'), JSONExtractArrayRaw(change, 'writes'))))`,
    refuse: [
      { when: sql`entity_id = '' OR change_id = ''`, why: 'a change of nothing' },
      {
        when: sql`entity NOT IN ('trace', 'observation', 'member')`,
        why: 'a change of what this version does not know',
      },
    ],
    check: { select: sql`entity, change`, schema: ChangeRow },
  }),
  finish: removeChangesOfGoneSteps,
};

const Member = z.object({ id: z.string() });
const AT_ONCE = 10_000;

/**
 * A change that names no trace is of the trace that another change of the same step names, perhaps in another file: which
 * steps were of traces that are gone is known when all files were read.
 */
async function removeChangesOfGoneSteps(
  engines: Engines,
  files: readonly ArchivedFile[],
  { projectId }: ImportInto,
): Promise<void> {
  const gone = new Set<string>();
  for (const file of files) {
    const members = await engines.ch.queryFile({
      sql: sql`SELECT DISTINCT change_id AS id FROM ${FILE}
        WHERE entity = 'member' AND ${isGone(projectId, 'trace', sql`entity_id`)}`,
      schema: Member,
      file: { ...file, columns: { entity_id: TEXT, entity: WORD, change_id: TEXT } },
      class: 'purge',
      who: 'traces.goneSteps',
      projectId,
    });
    for (const { id } of members) gone.add(id);
  }
  const ids = [...gone];
  for (let at = 0; at < ids.length; at += AT_ONCE)
    await eraseProjectRows(engines, {
      ...{ table: 'telemetry_changes', projectId, who: 'traces.goneSteps' },
      where: sql`entity_id IN ${param.strings(ids.slice(at, at + AT_ONCE))}`,
    });
}
