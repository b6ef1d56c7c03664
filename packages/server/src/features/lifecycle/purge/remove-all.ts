import type { Engines } from '#kernel/ctx';
import type { Feature } from '#kernel/feature';
import { QUEUE_GROUPS } from '#kernel/job';
import { projectTables } from '#platform/clickhouse/count-project-rows';
import { eraseProjectRows } from '#platform/clickhouse/erase-project-rows';
import { failpoint } from '#platform/failpoint/failpoint';
import { eraseProject } from '../erase-project.ts';
import { blobPrefix } from './count-contents.ts';
import { rootFeature } from './kept-tables.ts';

export interface Removal {
  engines: Engines;
  features: readonly Feature[];
  projectId: string;
  /** Rejects when somebody else has taken over; asked before every effect. */
  stillMine(): Promise<void>;
}

/**
 * Removes everything of a project but its own row: what waits, blobs by their prefix, then what the features keep, the
 * last one first. Repeatable at any line. Tables of the trace store are gone through by the catalog once more, so
 * that one whose owner forgot it is emptied too.
 */
export async function removeAll({ engines, features, projectId, stillMine }: Removal): Promise<void> {
  const { db, queue, blob } = engines;
  const root = rootFeature(features);
  for (const group of QUEUE_GROUPS) {
    await stillMine();
    await queue.forgetAbout(group, projectId);
  }
  await stillMine();
  await blob.deletePrefix(blobPrefix(projectId));
  await failpoint('P3');
  for (const feature of features.toReversed()) {
    if (feature === root || !feature.eraseProject) continue;
    await stillMine();
    await feature.eraseProject(engines, { projectId, db });
    await failpoint('P4');
  }
  for (const table of await projectTables(engines.ch)) {
    await stillMine();
    await eraseProjectRows(engines, { table, projectId, who: 'purge.remove' });
  }
  await stillMine();
  await eraseProject(engines, { projectId, db });
}
