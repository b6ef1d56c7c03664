import { randomUUID } from 'node:crypto';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createBatchWriter } from '#platform/clickhouse/batch-writer';
import type { BatchWriter } from '#platform/clickhouse/batch-writer';
import { param, sql } from '#platform/clickhouse/sql';
import { diskJournal } from '#platform/journal/disk-journal';
import { segmentTimeMs } from '#platform/journal/journal';
import { announceSegment } from './announce-segment.ts';
import { findWatermark } from './find-watermark.ts';
import { segmentPrefix } from './kept-request.ts';
import { openIngestion } from './open-ingestion.ts';
import { processSegment } from './process-segment.ts';
import { replay } from './replay.ts';
import { runReplay } from './run-replay.ts';
import { writeIntake } from './store/intakes.sql.ts';
import { findLostReadings } from './store/readings.sql.ts';
import { addReading, findKeptAround } from './store/segments.sql.ts';
import { keepSegmentOf, projectCtx, spans } from './testing-segments.ts';
import type { Accepted } from './testing-segments.ts';

let stores: TestEngines;
let batches: BatchWriter;

beforeAll(async () => {
  stores = await testEngines();
  batches = createBatchWriter({ ...stores.engines, limits: { idleMs: 2 } });
});

afterAll(async () => {
  await batches[Symbol.asyncDispose]();
  await stores[Symbol.asyncDispose]();
});

const processing = () => ({ engines: stores.engines, batches });
const watermarkOf = async (projectId: string) => (await findWatermark(stores.engines, projectId, 0)).getTime();

/** A generator of numbers below `n`, the same for a seed. */
function dice(seed: number) {
  let state = seed;
  return (n: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

const TRACES = ['t0', 't1', 't2'];
const event = (type: string, body: object) => ({
  id: randomUUID(),
  type,
  timestamp: '2026-11-19T10:00:00.000Z',
  body,
});

/** What a client may send: complete spans, parts of a step, something of its trace, a score under an id that was used. */
function someRequest(roll: (n: number) => number): Accepted {
  if (roll(3) === 0) return { kind: 'otlp-json', body: spans(2), accepted: 2 };
  const traceId = TRACES[roll(3)];
  const batch = [
    event('span-create', { id: `${traceId}-s${roll(3)}`, traceId, name: `n${roll(100)}` }),
    event('trace-create', { id: traceId, userId: `u${roll(50)}` }),
    event('score-create', { id: `score-${roll(4)}`, traceId, name: 'q', value: roll(10) }),
  ].filter(() => roll(3) > 0);
  if (batch.length === 0) return someRequest(roll);
  return { kind: 'batch', body: { batch }, accepted: batch.length };
}

interface Seen {
  at: string;
  version: string;
  us: number;
}

/** Newest versions of everything of the project, as an export reads it. */
async function rowsOf(projectId: string): Promise<Seen[]> {
  const mine = sql`project_id = ${param.string(projectId)}`;
  const columns = sql`toString(row_version) AS version, toUnixTimestamp64Micro(ingested_at) AS us`;
  return stores.engines.ch.query({
    sql: sql`SELECT concat('o ', id) AS at, ${columns} FROM observations FINAL WHERE ${mine}
      UNION ALL SELECT concat('t ', id) AS at, ${columns} FROM traces FINAL WHERE ${mine}
      UNION ALL SELECT concat('s ', id) AS at, ${columns} FROM scores FINAL WHERE ${mine}`,
    schema: z.object({ at: z.string(), version: z.string(), us: z.coerce.number() }),
    class: 'ingest',
    who: 'test',
    projectId,
  });
}

test.each([1, 2])(
  'once the watermark has passed a time, no row version with an earlier time of storing becomes readable (seed %i)',
  async (seed) => {
    const projectId = `p-${randomUUID()}`;
    const { ctx } = projectCtx(stores, projectId);
    const roll = dice(seed);
    const untold: Awaited<ReturnType<typeof keepSegmentOf>>[] = [];
    const [waiting, stored]: [string[], string[]] = [[], []];
    const intake = randomUUID();
    let passedMs = 0;
    const known = new Map<string, string>();
    const beat = () =>
      writeIntake(stores.engines.db, {
        id: intake,
        settledMs: Math.min(Date.now(), ...untold.map(({ key }) => segmentTimeMs(key))),
      });
    const pick = <T>(list: T[]): T | undefined => list.splice(roll(list.length), 1)[0];
    const tell = async () => {
      const segment = pick(untold);
      if (!segment) return;
      await announceSegment(stores.engines, segment);
      waiting.push(segment.key);
    };
    const process = async () => {
      const key = pick(waiting);
      if (!key) return;
      await processSegment(processing(), key);
      stored.push(key);
    };
    const steps = [
      async () => void untold.push(await keepSegmentOf(stores, projectId, someRequest(roll), someRequest(roll))),
      tell,
      process,
      tell,
      process,
      process,
      // A worker that dies after its rows are stored and before that is written down, or one that repeats what is done.
      async () => {
        const key = waiting[roll(waiting.length)] ?? stored[roll(stored.length)];
        if (key) await processSegment(withoutCommit(), key).catch(() => undefined);
      },
      async () => {
        const key = stored[roll(stored.length)];
        if (!key) return;
        await addReading(stores.engines.db, [key]);
        waiting.push(key);
      },
      async () => {
        if (stored.length < 3) return;
        const ordered = await replay(ctx, { all: true });
        await look();
        await runReplay(processing(), { replayId: ordered.id, step: 1 }, new AbortController().signal);
      },
    ];
    const look = async () => {
      for (const { at, version, us } of await rowsOf(projectId)) {
        if (known.get(at) === `${version} ${us}`) continue;
        expect(us, `${at} is as old as what was exported before`).toBeGreaterThanOrEqual(passedMs * 1000);
        known.set(at, `${version} ${us}`);
      }
      await beat();
      passedMs = Math.max(passedMs, await watermarkOf(projectId));
    };
    await beat();
    for (let step = 0; step < 30; step += 1) {
      await steps[step < 3 ? step : roll(steps.length)]?.();
      await look();
    }
    while (untold.length + waiting.length > 0) for (const step of [tell, process]) await step();
    await beat();
    await look();
    await vi.waitFor(async () => {
      await beat();
      expect(await watermarkOf(projectId)).toBeGreaterThan(
        Math.max(...(await rowsOf(projectId)).map(({ us }) => us / 1000)),
      );
    });
    await stores.engines.db.deleteFrom('ingestion_intakes').where('id', '=', intake).execute();
    expect(known.size).toBeGreaterThan(3);
  },
);

/** Everything is stored; the transaction that says so fails. */
function withoutCommit() {
  const { engines } = stores;
  const db = new Proxy(engines.db, {
    get: (target, name) => {
      if (name === 'transaction') throw new Error('the worker died');
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { engines: { ...engines, db }, batches };
}

test('a process holds the watermark from opening a segment until the database was told of it, and what it leaves behind is found', async () => {
  const projectId = `p-${randomUUID()}`;
  const { engines, folder } = stores;
  const sealed: Parameters<ReturnType<typeof openIngestion>['onSealed']>[0][] = [];
  const journal = diskJournal({
    root: `${folder}/blobs`,
    clock: engines.clock,
    onSealed: (segment) => void sealed.push(segment),
  });
  const own = { ...engines, journal };
  const dead = openIngestion(own, { keepSegmentsMs: 3_600_000 });
  const beganMs = Date.now();
  await vi.waitFor(async () => expect(await watermarkOf(projectId)).toBeGreaterThanOrEqual(beganMs), {
    timeout: 10_000,
  });
  await journal.append(segmentPrefix(projectId), Buffer.from('no frame that anybody could read'));
  const openedMs = Date.now();
  await vi.waitFor(() => expect(sealed).toHaveLength(1), { timeout: 5000 });
  // Sealed, and nobody was told: the process goes on saying how far it is, and is no further than that.
  await dead[Symbol.asyncDispose]();
  await journal[Symbol.asyncDispose]();
  const [segment] = sealed;
  if (!segment) throw new Error('nothing was sealed');
  await writeIntake(engines.db, { id: 'dead', settledMs: segmentTimeMs(segment.key) });
  await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(openedMs));
  expect(await watermarkOf(projectId)).toBeLessThanOrEqual(segmentTimeMs(segment.key));
  const next = openIngestion(engines, { keepSegmentsMs: 3_600_000, isAlone: true });
  const stop = new AbortController();
  const reconciling = next.reconcile(stop.signal);
  await vi.waitFor(
    async () => {
      const row = await engines.db
        .selectFrom('ingestion_segments')
        .select('key')
        .where('key', '=', segment.key)
        .executeTakeFirst();
      expect(row?.key).toBe(segment.key);
      const intakes = await engines.db.selectFrom('ingestion_intakes').select('id').where('id', '=', 'dead').execute();
      expect(intakes).toEqual([]);
    },
    { timeout: 15_000 },
  );
  expect(await watermarkOf(projectId)).toBeLessThanOrEqual(segmentTimeMs(segment.key));
  stop.abort();
  await reconciling;
  await next[Symbol.asyncDispose]();
});

test('what is read again is found by its time, alone among all that was read again, and is told of once more when its message is lost', async () => {
  const projectId = `p-${randomUUID()}`;
  const { db } = stores.engines;
  const keys: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    const segment = await keepSegmentOf(stores, projectId, { kind: 'otlp-json', body: spans(1), accepted: 1 });
    await announceSegment(stores.engines, segment);
    await processSegment(processing(), segment.key);
    keys.push(segment.key);
  }
  await addReading(db, keys);
  expect(await findLostReadings(db, { idleMs: 60_000, limit: 10 })).not.toContain(keys[0]);
  expect(await findLostReadings(db, { idleMs: -1000, limit: 1000 })).toEqual(expect.arrayContaining(keys));
  for (const key of keys) await processSegment(processing(), key);
  expect(await findLostReadings(db, { idleMs: -1000, limit: 1000 })).not.toContain(keys[0]);
  const found = await Promise.all(
    (await rowsOf(projectId))
      .filter(({ at }) => at.startsWith('o '))
      .map(({ us }) => findKeptAround(db, { projectId, timesUs: [us] })),
  );
  const farApart = found.filter((one) => one.length > 0);
  expect(farApart).toHaveLength(3);
  for (const key of keys) expect(found.flat()).toContain(key);
});

test('a step that gets another version because something was said of its trace is as late as that', async () => {
  const projectId = `p-${randomUUID()}`;
  const store = async (...batch: object[]) => {
    const segment = await keepSegmentOf(stores, projectId, { kind: 'batch', body: { batch }, accepted: batch.length });
    await announceSegment(stores.engines, segment);
    await processSegment(processing(), segment.key);
  };
  const step = async () => (await rowsOf(projectId)).find(({ at }) => at === 'o s');
  await store(event('span-create', { id: 's', traceId: 't', name: 'step' }));
  const before = await step();
  const passedUs = stores.engines.clock.nowUs();
  await vi.waitFor(() => expect(stores.engines.clock.nowUs()).toBeGreaterThan(passedUs + 5000));
  await store(event('trace-create', { id: 't', userId: 'late' }));
  const after = await step();
  expect(after?.version).not.toBe(before?.version);
  expect(before?.us).toBeLessThan(passedUs);
  expect(after?.us).toBeGreaterThan(passedUs);
});
