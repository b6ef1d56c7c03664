import type { Engines } from '#kernel/ctx';
import type { Feature } from '#kernel/feature';
import { QUEUE_GROUPS } from '#kernel/job';
import { countProjectRows, projectTables } from '#platform/clickhouse/count-project-rows';
import { countPostgresRows, postgresTables } from '../store/count-postgres.sql.ts';
import type { ProjectContents } from './certificate.ts';
import { keptTables } from './kept-tables.ts';

/**
 * How much there is of a project in every store, found from the catalogs and not from a list of what should be there:
 * a table that nobody thought of is counted too. Rejects when something cannot be counted.
 */
export async function countContents(
  engines: Pick<Engines, 'db' | 'ch' | 'blob' | 'queue'>,
  features: readonly Feature[],
  projectId: string,
): Promise<ProjectContents> {
  const kept = keptTables(features);
  const contents: ProjectContents = { postgres: {}, clickhouse: {}, blobs: { objects: 0, bytes: 0 }, jobs: 0 };
  for (const table of await postgresTables(engines.db)) {
    if (table in kept) continue;
    const { rows, bytes } = await countPostgresRows(engines.db, { table, projectId });
    contents.postgres[table] = { rows, bytes };
  }
  for (const table of await projectTables(engines.ch)) {
    const { rows, bytes } = await countProjectRows(engines.ch, { table, projectId });
    contents.clickhouse[table] = { rows, bytes };
  }
  const { objects, bytes, leftovers } = await engines.blob.measure(blobPrefix(projectId));
  contents.blobs = { objects: objects + leftovers, bytes };
  for (const group of QUEUE_GROUPS) contents.jobs += await engines.queue.countAbout(group, projectId);
  return contents;
}

/** Everything of a project in the blob store is below this. */
export function blobPrefix(projectId: string): string {
  return `projects/${projectId}/`;
}
