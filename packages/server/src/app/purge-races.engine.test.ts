import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countContents, runPurges, startPurge } from '#features/lifecycle';
import { trackProjectWork } from '#features/ingestion';
import { changeProjectState, findProjectState } from '#features/projects';
import { purgeWorld } from './testing-purge.ts';
import type { PurgeWorld } from './testing-purge.ts';
import { DATA_FEATURES } from './features.ts';

let stores: TestEngines;
let world: PurgeWorld;
beforeAll(async () => {
  stores = await testEngines();
  world = await purgeWorld(stores);
});
afterAll(() => stores[Symbol.asyncDispose]());

const LIMITS = { listLimit: 10, concurrency: 1 };

async function rowsLeft(projectId: string): Promise<number> {
  const { postgres, clickhouse } = await countContents(stores.engines, DATA_FEATURES, projectId);
  return [...Object.values(postgres), ...Object.values(clickhouse)].reduce((sum, { rows }) => sum + rows, 0);
}

/** Stores one row after the other until told to stop; `ask` lets it, or says that the project is gone. */
function writer(projectId: string, ask: (store: () => Promise<boolean>) => Promise<boolean>) {
  let isStopped = false;
  let stored = 0;
  const store = async () => {
    const line = { project_id: projectId, id: `w${(stored += 1)}`, timestamp: '2026-11-18 10:00:00.000000', name: 'n' };
    await stores.engines.ch.insert({
      table: 'scores',
      ndjson: Buffer.from(`${JSON.stringify(line)}\n`),
      class: 'ingest',
      who: 'test',
    });
    return true;
  };
  const running = (async () => {
    while (!isStopped && (await ask(store)));
  })();
  return {
    get stored() {
      return stored;
    },
    stop: async () => {
      isStopped = true;
      await running;
    },
  };
}

test('F06: rows that are being stored while a purge begins are waited for, and nothing is stored after it', async () => {
  const projectId = await world.filledProject();
  using work = trackProjectWork(stores.engines);
  const writers = Array.from({ length: 4 }, () =>
    writer(projectId, (store) => work.during(projectId, store, () => Promise.resolve(false))),
  );
  await expect.poll(() => Math.min(...writers.map(({ stored }) => stored)), { timeout: 20_000 }).toBeGreaterThan(5);
  await world.markDue(projectId);
  const { outcomes } = await runPurges(stores.engines, DATA_FEATURES, LIMITS);
  expect(outcomes.purged).toBe(1);
  await Promise.all(writers.map(({ stop }) => stop()));
  expect(await rowsLeft(projectId)).toBe(0);
}, 240_000);

test('T1: where work does not pass the fence, its rows survive the deletes, and then nothing is certified', async () => {
  const projectId = await world.filledProject();
  const writers = Array.from({ length: 4 }, () => writer(projectId, (store) => store()));
  await world.markDue(projectId);
  const { outcomes } = await runPurges(stores.engines, DATA_FEATURES, LIMITS);
  expect(outcomes).toMatchObject({ purged: 0, failed: 1 });
  expect((await findProjectState(stores.engines.db, projectId))?.status).toBe('VERIFYING');
  await Promise.all(writers.map(({ stop }) => stop()));
  expect(await rowsLeft(projectId)).toBeGreaterThan(0);
  await stores.pool.query(`UPDATE project_purges SET next_attempt_at = now(), lease_until = NULL`);
  expect((await runPurges(stores.engines, DATA_FEATURES, LIMITS)).outcomes.purged).toBe(1);
  expect(await rowsLeft(projectId)).toBe(0);
}, 240_000);

/** Of 10,000, tried once, none went wrong either; this many take a few seconds. */
const SEEDS = 1000;

test(`E08: of two restores and a purge that meet in the same moment exactly one wins, in ${SEEDS} tries`, async () => {
  const { db } = stores.engines;
  const { rows } = await stores.pool.query<{ id: string }>(
    `INSERT INTO projects (id, organization_id, name, status, purge_after, deletion_id, deleted_at)
     SELECT 'race-' || n, $1, 'Race ' || n, 'PENDING_DELETION', now() - interval '1 second', 'd' || n, now()
     FROM generate_series(1, $2::int) n RETURNING id`,
    [world.organizationId, SEEDS],
  );
  const restore = async (projectId: string) => {
    const seen = await findProjectState(db, projectId);
    const change = { projectId, from: ['PENDING_DELETION'], to: 'ACTIVE', expectedEpoch: seen?.epoch } as const;
    return (await changeProjectState(db, change)) ? 'restored' : null;
  };
  const purge = async (projectId: string) => ((await startPurge(stores.engines, projectId)) ? 'purging' : null);
  const orders = [
    [restore, purge, restore],
    [purge, restore, restore],
    [restore, restore, purge],
  ];
  const wins = { restored: 0, purging: 0 };
  const race = async ({ id }: { id: string }, seed: number) => {
    const racers = orders[seed % orders.length] ?? [];
    const results = await Promise.all(racers.map((run) => run(id)));
    const winners = results.filter((result) => result !== null);
    expect(winners, `seed ${seed}: ${results.join()}`).toHaveLength(1);
    const state = await findProjectState(db, id);
    const [winner = 'restored'] = winners;
    expect(state?.status, `seed ${seed}`).toBe(winner === 'restored' ? 'ACTIVE' : 'PURGING');
    wins[winner] += 1;
  };
  const queue = rows.map((row, seed) => ({ row, seed }));
  const lane = async () => {
    for (let next = queue.pop(); next; next = queue.pop()) await race(next.row, next.seed);
  };
  await Promise.all([lane(), lane()]);
  expect(wins.restored + wins.purging).toBe(SEEDS);
  expect(Math.min(wins.restored, wins.purging)).toBeGreaterThan(0);
  const { rows: opened } = await stores.pool.query(
    `SELECT project_id FROM project_purges WHERE project_id LIKE 'race-%'`,
  );
  expect(opened).toHaveLength(wins.purging);
}, 600_000);
