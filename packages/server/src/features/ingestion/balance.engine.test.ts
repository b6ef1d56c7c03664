import { randomUUID } from 'node:crypto';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createBatchWriter } from '#platform/clickhouse/batch-writer';
import type { BatchWriter } from '#platform/clickhouse/batch-writer';
import { announceSegment } from './announce-segment.ts';
import { readTallies } from './kept-request.ts';
import { createAnnouncer } from './announcer.ts';
import { createOutcomeCounter } from './outcome-counter.ts';
import { processSegment } from './process-segment.ts';
import { announceUnknown } from './reconcile-segments.ts';
import { readBalance } from './store/balance.sql.ts';
import { foldOldMinutes } from './store/counts.sql.ts';
import { findExpired } from './store/segments.sql.ts';
import { keepSegment, score, spans } from './testing-segments.ts';
import type { Accepted } from './testing-segments.ts';

let stores: TestEngines;
let batches: BatchWriter;

beforeAll(async () => {
  stores = await testEngines();
  batches = createBatchWriter(stores.engines);
});

afterAll(async () => {
  await batches[Symbol.asyncDispose]();
  await stores[Symbol.asyncDispose]();
});

const keep = (...requests: Accepted[]) => keepSegment(stores, ...requests);
const balanceOf = (projectId: string) => readBalance(stores.engines.db, projectId);
const process = (key: string, engines = stores.engines) => processSegment({ engines, batches }, key);

test('a segment is counted as queued when it is announced, and as stored once, however often and wherever it is processed', async () => {
  const { projectId, segment } = await keep(
    { kind: 'otlp-json', body: spans(7), accepted: 7, refusals: ['the name is too long', 'the name is too long'] },
    { kind: 'batch', body: { batch: [score(), score()] }, accepted: 2, refusals: ['event is not valid'] },
  );
  expect(await balanceOf(projectId)).toEqual({ received: 0, stored: 0, queued: 0, deadLettered: 0, refused: 0 });
  await announceSegment(stores.engines, segment);
  await announceSegment(stores.engines, segment);
  expect(await balanceOf(projectId)).toEqual({ received: 12, stored: 0, queued: 9, deadLettered: 0, refused: 3 });
  await Promise.all([process(segment.key), process(segment.key)]);
  await process(segment.key);
  expect(await balanceOf(projectId)).toEqual({ received: 12, stored: 9, queued: 0, deadLettered: 0, refused: 3 });
});

test('a worker that ends between storing and committing leaves the segment queued, and its successor counts it once', async () => {
  const { projectId, segment } = await keep({ kind: 'otlp-json', body: spans(5), accepted: 5 });
  await announceSegment(stores.engines, segment);
  const dying = { ...stores.engines, db: Object.create(stores.engines.db) as typeof stores.engines.db };
  Object.defineProperties(dying.db, {
    selectFrom: { value: stores.engines.db.selectFrom.bind(stores.engines.db) },
    updateTable: { value: stores.engines.db.updateTable.bind(stores.engines.db) },
    transaction: { value: () => expect.fail('the worker was killed here') },
  });
  await expect(process(segment.key, dying)).rejects.toThrow('killed');
  expect(await balanceOf(projectId)).toMatchObject({ received: 5, queued: 5, stored: 0 });
  await process(segment.key);
  expect(await balanceOf(projectId)).toMatchObject({ received: 5, queued: 0, stored: 5 });
});

test('a segment that nobody was told of before a kill is found with the counts that it carries, refusals included', async () => {
  const { projectId, segment } = await keep({
    kind: 'otlp-json',
    body: spans(4),
    accepted: 4,
    refusals: ['the name is too long'],
  });
  expect(readTallies(Buffer.from(await stores.engines.blob.get(segment.key)))).toEqual({
    frames: 1,
    tally: segment.tally,
    tornBytes: 0,
  });
  await announceUnknown(stores.engines);
  expect(await balanceOf(projectId)).toEqual({ received: 5, stored: 0, queued: 4, deadLettered: 0, refused: 1 });
});

test('what can no longer be read is a dead letter of as many events as were accepted', async () => {
  const { projectId, segment } = await keep(
    { kind: 'otlp-json', body: spans(3), accepted: 5 },
    { kind: 'batch', body: 'no batch', accepted: 2 },
  );
  await announceSegment(stores.engines, segment);
  await process(segment.key);
  await process(segment.key);
  expect(await balanceOf(projectId)).toEqual({ received: 7, stored: 3, queued: 0, deadLettered: 4, refused: 0 });
  const letters = await stores.engines.db
    .selectFrom('ingestion_dead_letters')
    .select(['entity', 'events', 'attempts'])
    .where('project_id', '=', projectId)
    .orderBy('entity_id')
    .execute();
  expect(letters).toEqual([
    { entity: 'request', events: 2, attempts: 2 },
    { entity: 'request', events: 2, attempts: 2 },
  ]);
});

test('a segment that a dead letter speaks of is not expired, one without is', async () => {
  const bad = await keep({ kind: 'batch', body: 'no batch', accepted: 1 });
  const good = await keep({ kind: 'otlp-json', body: spans(1), accepted: 1 });
  for (const { segment } of [bad, good]) {
    await announceSegment(stores.engines, segment);
    await process(segment.key);
  }
  const expired = (await findExpired(stores.engines.db, { olderThanMs: -1000, limit: 1000 })).map(({ key }) => key);
  expect(expired).toContain(good.segment.key);
  expect(expired).not.toContain(bad.segment.key);
});

test('refusals of whole requests are counted on both sides, and minutes folded into hours keep the sums', async () => {
  const projectId = `p-${randomUUID()}`;
  {
    await using counter = createOutcomeCounter(stores.engines);
    counter.add(projectId, { 'received:request': 1, 'refused:request invalid': 1 });
    counter.add(projectId, { 'received:request': 1, 'refused:request invalid': 1 });
  }
  const balance = { received: 2, stored: 0, queued: 0, deadLettered: 0, refused: 2 };
  await vi.waitFor(async () => expect(await balanceOf(projectId)).toEqual(balance));
  await foldOldMinutes(stores.engines.db, -3_600_000);
  expect(await balanceOf(projectId)).toEqual(balance);
});

test('a segment whose file was removed is a dead letter of all its events, and is stored after all once the file is back', async () => {
  const { projectId, segment } = await keep({ kind: 'otlp-json', body: spans(6), accepted: 6 });
  await announceSegment(stores.engines, segment);
  const bytes = await stores.engines.blob.get(segment.key);
  await stores.engines.blob.delete(segment.key);
  await process(segment.key);
  expect(await balanceOf(projectId)).toMatchObject({ received: 6, stored: 0, queued: 0, deadLettered: 6 });
  await stores.engines.blob.put(segment.key, bytes);
  await process(segment.key);
  expect(await balanceOf(projectId)).toMatchObject({ received: 6, stored: 6, queued: 0, deadLettered: 0 });
});

test('a segment that the database could not be told of is told again until it hears, and counted once', async () => {
  const { projectId, segment } = await keep({ kind: 'otlp-json', body: spans(3), accepted: 3 });
  const db = Object.create(stores.engines.db) as typeof stores.engines.db;
  let failures = 0;
  const transaction = () => {
    failures += 1;
    if (failures <= 2) throw new Error('the database is restarting');
    return stores.engines.db.transaction();
  };
  Object.defineProperty(db, 'transaction', { value: transaction });
  using announcer = createAnnouncer({ ...stores.engines, db });
  announcer.announce(segment);
  await vi.waitFor(async () => expect((await balanceOf(projectId)).received).toBe(3), {
    timeout: 20_000,
    interval: 200,
  });
  expect(failures).toBe(3);
  expect(await balanceOf(projectId)).toMatchObject({ received: 3, queued: 3 });
});
