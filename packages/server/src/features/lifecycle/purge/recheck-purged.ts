import { listTombstonesToCheck, saveTombstoneCheck } from '#features/projects';
import type { Engines } from '#kernel/ctx';
import type { Feature } from '#kernel/feature';

import type { ProjectContents } from './certificate.ts';
import { countContents } from './count-contents.ts';
import { removeAll } from './remove-all.ts';

const WEEK_MS = 7 * 24 * 3_600_000;
const HOUR_MS = 3_600_000;
const BATCH = 100;

/**
 * Looks again for projects that are gone: after a day, then every week for ever. What came late, from a client that
 * waited or a message that was lost, is removed and added up on the tombstone.
 */
export async function recheckPurged(engines: Engines, features: readonly Feature[]): Promise<number> {
  let found = 0;
  for (const tombstone of await listTombstonesToCheck(engines.db, BATCH)) {
    const { project_id: projectId, late } = tombstone;
    try {
      const left = leftIn(await countContents(engines, features, projectId));
      const isClean = Object.keys(left).length === 0;
      if (!isClean) {
        found += 1;
        engines.log.error({ projectId, left }, 'something of a purged project had come back and is removed');
        await removeAll({ engines, features, projectId, stillMine: () => Promise.resolve() });
      }
      const nextAfterMs = isClean ? WEEK_MS : HOUR_MS;
      await saveTombstoneCheck(engines.db, { projectId, late: add(late as Record<string, number>, left), nextAfterMs });
    } catch (error) {
      engines.log.error({ err: error, projectId }, 'a purged project could not be checked again');
    }
  }
  return found;
}

function leftIn(contents: ProjectContents): Record<string, number> {
  const { postgres, clickhouse, blobs, jobs } = contents;
  const tables = Object.entries({ ...postgres, ...clickhouse }).map(([table, { rows }]) => [table, rows] as const);
  const all = [...tables, ['blobs', blobs.objects] as const, ['jobs', jobs] as const];
  return Object.fromEntries(all.filter(([, count]) => count > 0));
}

function add(before: Record<string, number>, more: Record<string, number>): Record<string, number> {
  const names = [...new Set([...Object.keys(before), ...Object.keys(more)])];
  return Object.fromEntries(names.map((name) => [name, (before[name] ?? 0) + (more[name] ?? 0)]));
}
