import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { countContents, findCertificate, runPurges, verifyCertificate } from '#features/lifecycle';
import { findProjectState, findTombstone } from '#features/projects';
import { contentHash, purgeWorld } from './testing-purge.ts';
import type { PurgeWorld } from './testing-purge.ts';
import { faultyEngines } from './testing-faults.ts';
import type { When } from './testing-faults.ts';
import { DATA_FEATURES } from './features.ts';

/** This many projects are purged at once. */
const LANES = 4;
/** Most of a purge is waiting for replaced parts to leave the disk: every effect of it is a matter of many minutes. */
const EVERY_NTH = inject('purgeKills') === 'all' ? 1 : 6;

/** A database of its own, so that nobody takes up what another one left behind. */
interface Lane {
  stores: TestEngines;
  world: PurgeWorld;
}

let lanes: Lane[];
beforeAll(async () => {
  lanes = await Promise.all(
    Array.from({ length: LANES }, async () => {
      const stores = await testEngines();
      return { stores, world: await purgeWorld(stores) };
    }),
  );
});
afterAll(() => Promise.all(lanes.map(({ stores }) => stores[Symbol.asyncDispose]())));

/** Calls that change something. A process that is killed at a question is one that is killed before the next of these. */
const isEffect = (call: string) =>
  /^(PG|CH|QUEUE|BLOB|BARRIER)/.test(call) && !call.startsWith('PG update "project_purges" set "lease_until"');

const LIMITS = { listLimit: 10, concurrency: 1 };

async function expectComplete({ stores }: Lane, projectId: string, about: string) {
  expect(await findProjectState(stores.engines.db, projectId), about).toBeNull();
  const tombstone = await findTombstone(stores.engines.db, projectId);
  const certificate = tombstone && (await findCertificate(stores.engines.db, tombstone.certificate_id));
  expect(certificate && verifyCertificate(certificate), about).toMatchObject({ ok: true });
  expect(certificate?.body.before.clickhouse['observations']?.rows, about).toBe(3);
  const { postgres, clickhouse, blobs, jobs } = await countContents(stores.engines, DATA_FEATURES, projectId);
  const rows = [...Object.values(postgres), ...Object.values(clickhouse)].reduce((sum, { rows: n }) => sum + n, 0);
  expect(rows + blobs.objects + jobs, about).toBe(0);
  const { rows: certificates } = await stores.pool.query(`SELECT id FROM deletion_certificates WHERE project_id = $1`, [
    projectId,
  ]);
  expect(certificates, about).toHaveLength(1);
  const { rows: actions } = await stores.pool.query<{ action: string }>(
    `SELECT action FROM audit_log WHERE project_id = $1 AND action LIKE 'project.purge%' ORDER BY id`,
    [projectId],
  );
  expect(
    actions.map(({ action }) => action),
    about,
  ).toEqual(['project.purge_started', 'project.purge_verifying', 'project.purged']);
}

/** Purges a project of its own with the fault, then without; answers whether the fault came. */
async function purgeWithFault(lane: Lane, at: number, when: When): Promise<boolean> {
  const { stores, world } = lane;
  const projectId = await world.filledProject();
  await world.markDue(projectId);
  const faulty = faultyEngines(stores.engines, stores.pool, { at, when, counts: isEffect });
  await runPurges(faulty.engines, DATA_FEATURES, LIMITS).catch(() => undefined);
  const about = `${when} call ${at}: ${faulty.calls.at(-1)}`;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await stores.pool.query(
      `UPDATE project_purges SET next_attempt_at = now(), lease_until = NULL WHERE project_id = $1 AND finished_at IS NULL`,
      [projectId],
    );
    await runPurges(stores.engines, DATA_FEATURES, LIMITS);
    if ((await findProjectState(stores.engines.db, projectId)) === null) break;
  }
  await expectComplete(lane, projectId, about);
  return faulty.struck;
}

/** A kill after one effect is a kill before the next, so that `before` each of them is everywhere; the last one has an after. */
test('F01: killed before and after any single effect of a purge, it goes on and ends with complete evidence', async () => {
  const { stores, world } = lanes[0] as Lane;
  const neighbour = await world.filledProject();
  const before = await contentHash(stores, neighbour);
  let kills = 0;
  let next = 1;
  let last = Infinity;
  const work = async (lane: Lane) => {
    const take = () => (next += EVERY_NTH) - EVERY_NTH;
    for (let at = take(); at < last; at = take()) {
      if (await purgeWithFault(lane, at, 'before')) kills += 1;
      else last = Math.min(last, at);
    }
  };
  await Promise.all(lanes.map(work));
  let end = last - 1;
  while (!(await purgeWithFault(lanes[0] as Lane, end, 'after'))) end -= 1;
  expect(last - end).toBeLessThanOrEqual(EVERY_NTH);
  expect(last).toBeGreaterThan(40);
  expect(kills).toBeGreaterThanOrEqual((last - 1) / EVERY_NTH);
  expect(await contentHash(stores, neighbour)).toBe(before);
}, 1_800_000);
