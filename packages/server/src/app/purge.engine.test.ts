import { testClock, testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  countContents,
  findCertificate,
  reapplyTombstones,
  recheckPurged,
  runPurges,
  verifyCertificate,
} from '#features/lifecycle';
import { findProjectState, findTombstone } from '#features/projects';
import type { Engines } from '#kernel/ctx';
import { fillClickHouse } from './testing-clickhouse-rows.ts';
import { contentHash, purgeWorld } from './testing-purge.ts';
import type { PurgeWorld } from './testing-purge.ts';
import { DATA_FEATURES } from './features.ts';

const clock = testClock();
let stores: TestEngines;
let world: PurgeWorld;
beforeAll(async () => {
  stores = await testEngines(clock);
  world = await purgeWorld(stores);
});
afterAll(() => stores[Symbol.asyncDispose]());

/** Each test removes whole projects, some of them several. */
vi.setConfig({ testTimeout: 240_000 });

const round = (engines: Engines = stores.engines, limits = { listLimit: 100, concurrency: 2 }) =>
  runPurges(engines, DATA_FEATURES, limits);

async function stateOf(projectId: string): Promise<string> {
  const state = await findProjectState(stores.engines.db, projectId);
  return state?.status ?? ((await findTombstone(stores.engines.db, projectId)) ? 'TOMBSTONE' : 'NOTHING');
}

async function rowsLeft(projectId: string): Promise<number> {
  const { postgres, clickhouse, blobs, jobs } = await countContents(stores.engines, DATA_FEATURES, projectId);
  const rows = [...Object.values(postgres), ...Object.values(clickhouse)].reduce((sum, { rows: n }) => sum + n, 0);
  return rows + blobs.objects + jobs;
}

async function certificateOf(projectId: string) {
  const tombstone = await findTombstone(stores.engines.db, projectId);
  const certificate = tombstone && (await findCertificate(stores.engines.db, tombstone.certificate_id));
  if (!certificate) throw new Error('There is no certificate');
  return certificate;
}

async function actionsOf(projectId: string): Promise<string[]> {
  const rows = await stores.engines.db
    .selectFrom('audit_log')
    .select('action')
    .where('project_id', '=', projectId)
    .where('action', 'like', 'project.purge%')
    .orderBy('id')
    .execute();
  return rows.map(({ action }) => action);
}

/** So that what waits for a while is tried at once. */
async function hurry() {
  await stores.pool.query(`UPDATE project_purges SET next_attempt_at = now(), lease_until = NULL`);
}

async function legalHold(projectIds: readonly string[], reason: string | null) {
  await stores.pool.query(`UPDATE projects SET legal_hold = $1 WHERE id = ANY($2)`, [reason, projectIds]);
}

test('F14, F19: a purged project is gone from every store, blobs that nobody declared too, proved by a certificate, remembered by its tombstone, and nothing of 20 neighbours changed', async () => {
  const neighbours = [];
  for (let n = 0; n < 20; n += 1) neighbours.push(await world.filledProject());
  const before = await Promise.all(neighbours.map((id) => contentHash(stores, id)));
  expect(new Set(before).size).toBe(20);
  const projectId = await world.filledProject();
  await stores.engines.queue.add({ group: 'ingestion', name: 'x', data: { key: `projects/${projectId}/segments/a` } });
  await world.markDue(projectId);

  const { outcomes } = await round();
  expect(outcomes).toMatchObject({ purged: 1, failed: 0 });
  expect(await stateOf(projectId)).toBe('TOMBSTONE');
  expect(await rowsLeft(projectId)).toBe(0);
  expect(await Promise.all(neighbours.map((id) => contentHash(stores, id)))).toEqual(before);

  const certificate = await certificateOf(projectId);
  expect(verifyCertificate(certificate)).toMatchObject({ ok: true, problems: [] });
  const { body } = certificate;
  expect(body.before.clickhouse['observations']).toMatchObject({ rows: 3 });
  expect(body.before.jobs).toBe(1);
  expect(body.checks.length).toBeGreaterThan(15);
  expect(body.checks.every(({ found }) => found === 0)).toBe(true);
  expect(await actionsOf(projectId)).toEqual(['project.purge_started', 'project.purge_verifying', 'project.purged']);
  await expect(
    stores.pool.query(`INSERT INTO projects (id, organization_id, name) VALUES ($1, $2, 'Again')`, [
      projectId,
      world.organizationId,
    ]),
  ).rejects.toThrow(/never|not given again/);
});

test('F03: the database says when grace is over: not a second before, at once after, whatever this process’s clock says', async () => {
  const projectId = await world.filledProject();
  await world.markDue(projectId);
  await stores.pool.query(`UPDATE projects SET purge_after = now() + interval '1 hour' WHERE id = $1`, [projectId]);
  clock.advance(24 * 3_600_000);
  expect((await round()).started).toBe(0);
  expect(await stateOf(projectId)).toBe('PENDING_DELETION');
  await stores.pool.query(`UPDATE projects SET purge_after = NULL WHERE id = $1`, [projectId]);
  expect((await round()).started).toBe(0);
  clock.advance(-48 * 3_600_000);
  await stores.pool.query(`UPDATE projects SET purge_after = now() WHERE id = $1`, [projectId]);
  expect((await round()).started).toBe(1);
  clock.advance(24 * 3_600_000);
  expect(await stateOf(projectId)).toBe('TOMBSTONE');
});

test('F04: projects that are held stand before nobody, even with pages of one', async () => {
  const held = [];
  for (let n = 0; n < 3; n += 1) held.push(await world.filledProject());
  const behind = await world.filledProject();
  for (const id of [...held, behind]) await world.markDue(id);
  await stores.pool.query(`UPDATE projects SET purge_after = now() - interval '2 days' WHERE id = ANY($1)`, [held]);
  await legalHold(held, 'a court says so');
  await round(stores.engines, { listLimit: 1, concurrency: 1 });
  expect(await stateOf(behind)).toBe('TOMBSTONE');
  expect(await Promise.all(held.map(stateOf))).toEqual(Array(3).fill('PENDING_DELETION'));
  await legalHold(held, null);
  expect((await round()).outcomes.purged).toBe(3);
});

test('F05: a project that cannot be removed is blocked with its reason and comes again later and later, while others go on', async () => {
  const [bad, good] = [await world.filledProject(), await world.filledProject()];
  for (const id of [bad, good]) await world.markDue(id);
  const broken: Engines = {
    ...stores.engines,
    blob: {
      ...stores.engines.blob,
      deletePrefix: (prefix) =>
        prefix.includes(bad) ? Promise.reject(new Error('a disk is broken')) : stores.engines.blob.deletePrefix(prefix),
    },
  };
  const waits: number[] = [];
  for (let attempt = 1; attempt <= 4; attempt += 1) {
    await round(broken, { listLimit: 1, concurrency: 1 });
    await round(broken, { listLimit: 1, concurrency: 1 });
    const { rows } = await stores.pool.query<{ attempts: number; wait: number }>(
      `SELECT attempts, extract(epoch FROM next_attempt_at - now())::int AS wait FROM project_purges WHERE project_id = $1`,
      [bad],
    );
    expect(rows[0]?.attempts).toBe(attempt);
    waits.push(rows[0]?.wait ?? 0);
    await hurry();
  }
  expect(await stateOf(good)).toBe('TOMBSTONE');
  expect(await stateOf(bad)).toBe('PURGE_BLOCKED');
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  expect(waits.at(-1)).toBeGreaterThan((waits[0] ?? 0) * 4);
  expect(await actionsOf(bad)).toContain('project.purge_blocked');

  await hurry();
  await round();
  expect(await stateOf(bad)).toBe('TOMBSTONE');
  expect(await rowsLeft(bad)).toBe(0);
});

test('F02: two rounds at once do one purge; a worker that lost its lease in the middle changes nothing more', async () => {
  const projectId = await world.filledProject();
  await world.markDue(projectId);
  const rounds = await Promise.all([round(), round(), round()]);
  expect(rounds.reduce((sum, { started }) => sum + started, 0)).toBe(1);
  expect(rounds.reduce((sum, { outcomes }) => sum + outcomes.purged, 0)).toBe(1);
  expect(await actionsOf(projectId)).toEqual(['project.purge_started', 'project.purge_verifying', 'project.purged']);

  const second = await world.filledProject();
  await world.markDue(second);
  let isTaken = false;
  const slow: Engines = {
    ...stores.engines,
    blob: {
      ...stores.engines.blob,
      deletePrefix: async (prefix) => {
        if (!isTaken) {
          isTaken = true;
          await hurry();
          await round();
        }
        return stores.engines.blob.deletePrefix(prefix);
      },
    },
  };
  const { outcomes } = await round(slow, { listLimit: 1, concurrency: 1 });
  expect(outcomes).toMatchObject({ purged: 0, failed: 1 });
  expect(await stateOf(second)).toBe('TOMBSTONE');
  expect((await actionsOf(second)).filter((action) => action === 'project.purged')).toHaveLength(1);
});

test('F12: what cannot be counted is not zero: the project stays in verification until every count is answered', async () => {
  const projectId = await world.filledProject();
  await world.markDue(projectId);
  let counts = 0;
  const silent: Engines = {
    ...stores.engines,
    ch: {
      ...stores.engines.ch,
      query: (request) => {
        if (request.who === 'purge.count' && request.sql.parts.join('').includes('FROM scores')) {
          counts += 1;
          if (counts > 1) return Promise.reject(new Error('Timeout exceeded'));
        }
        return stores.engines.ch.query(request);
      },
    },
  };
  await round(silent);
  expect(await stateOf(projectId)).toBe('VERIFYING');
  expect(await findTombstone(stores.engines.db, projectId)).toBeNull();
  await hurry();
  await round();
  expect(await stateOf(projectId)).toBe('TOMBSTONE');
});

test('a table whose owner forgets it is found by the catalog: without the sweep the proof is refused, with it the rows go', async () => {
  const projectId = await world.filledProject();
  await world.markDue(projectId);
  const forgetful = DATA_FEATURES.map((feature) =>
    feature.name === 'models' ? { ...feature, eraseProject: () => Promise.resolve() } : feature,
  );
  await runPurges(stores.engines, forgetful, { listLimit: 10, concurrency: 1 });
  expect(await stateOf(projectId)).toBe('VERIFYING');
  const { rows } = await stores.pool.query<{ last_error: string }>(
    `SELECT last_error FROM project_purges WHERE project_id = $1`,
    [projectId],
  );
  expect(rows[0]?.last_error).toMatch(/FROM model/);
  await hurry();
  await round();
  expect(await stateOf(projectId)).toBe('TOMBSTONE');
});

test('F11: a delete that is taken for done because one like it was leaves rows, and then nothing is certified', async () => {
  const projectId = await world.filledProject();
  await world.markDue(projectId);
  const adopting: Engines = {
    ...stores.engines,
    ch: {
      ...stores.engines.ch,
      command: (request) => {
        const isAdopted = request.sql.parts.join('').includes('ALTER TABLE scores DELETE');
        return isAdopted ? Promise.resolve() : stores.engines.ch.command(request);
      },
    },
  };
  expect((await round(adopting)).outcomes).toMatchObject({ purged: 0, failed: 1 });
  expect(await stateOf(projectId)).toBe('VERIFYING');
  await hurry();
  expect((await round()).outcomes.purged).toBe(1);
  expect(await rowsLeft(projectId)).toBe(0);
});

test('F25: a project that came back with a backup of the database opens to nobody and is removed again', async () => {
  const projectId = await world.filledProject();
  await world.markDue(projectId);
  const { rows: backup } = await stores.pool.query<{ organization_id: string; name: string }>(
    `SELECT organization_id, name FROM projects WHERE id = $1`,
    [projectId],
  );
  await round();
  expect(await reapplyTombstones(stores.engines)).toBe(0);
  for (const table of ['project_tombstones', 'project_purges', 'deletion_certificates'])
    await stores.pool.query(`DELETE FROM ${table} WHERE project_id = $1`, [projectId]);
  await stores.pool.query(`INSERT INTO projects (id, organization_id, name) VALUES ($1, $2, $3)`, [
    projectId,
    backup[0]?.organization_id,
    backup[0]?.name,
  ]);
  await fillClickHouse(stores.engines.ch, projectId);

  expect(await reapplyTombstones(stores.engines)).toBe(1);
  expect(await stateOf(projectId)).toBe('PURGING');
  expect((await round()).outcomes.purged).toBe(1);
  expect(await rowsLeft(projectId)).toBe(0);
  expect(await stateOf(projectId)).toBe('TOMBSTONE');
});

test('F07: what comes after the purge is removed by the next check and added up on the tombstone', async () => {
  const projectId = await world.filledProject();
  await world.markDue(projectId);
  await round();
  await fillClickHouse(stores.engines.ch, projectId);
  await stores.engines.blob.put(`projects/${projectId}/segments/late`, Buffer.from('late'));
  expect(await recheckPurged(stores.engines, DATA_FEATURES)).toBe(0);
  await stores.pool.query(`UPDATE project_tombstones SET check_after = now() WHERE project_id = $1`, [projectId]);
  expect(await recheckPurged(stores.engines, DATA_FEATURES)).toBe(1);
  expect(await rowsLeft(projectId)).toBe(0);
  const tombstone = await findTombstone(stores.engines.db, projectId);
  expect(tombstone).toMatchObject({ checks: 1, late: { blobs: 1, observations: 3 } });
});
