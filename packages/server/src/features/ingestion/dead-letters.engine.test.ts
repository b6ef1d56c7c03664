import { randomUUID } from 'node:crypto';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createBatchWriter } from '#platform/clickhouse/batch-writer';
import type { BatchWriter } from '#platform/clickhouse/batch-writer';
import { announceSegment } from './announce-segment.ts';
import { discardDeadLetters } from './discard-dead-letters.ts';
import { getDeadLetter } from './get-dead-letter.ts';
import { ingestionStatus } from './ingestion-status.ts';
import { ingestionThroughput } from './ingestion-throughput.ts';
import { listDeadLetters } from './list-dead-letters.ts';
import { processSegment } from './process-segment.ts';
import { restoreDeadLetters } from './restore-dead-letters.ts';
import { retryDeadLetters } from './retry-dead-letters.ts';
import { keepSegment, projectCtx, score, spans } from './testing-segments.ts';

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

/** An engine that does not like scores. */
const refusingScores = (): BatchWriter => ({
  ...batches,
  write: async (table, rows) =>
    table === 'scores'
      ? rows.map((_row, index) => ({ index, reason: 'Cannot parse number' }))
      : batches.write(table, rows),
});

/** A project with two stored spans and one score that the engine refused. */
async function refusedScore() {
  const scoreId = randomUUID();
  const { projectId, segment } = await keepSegment(
    stores,
    { kind: 'otlp-json', body: spans(2), accepted: 2, refusals: ['the name is too long'] },
    { kind: 'batch', body: { batch: [score(scoreId)] }, accepted: 1 },
  );
  await announceSegment(stores.engines, segment);
  await processSegment({ engines: stores.engines, batches: refusingScores() }, segment.key);
  return { ...projectCtx(stores, projectId), scoreId, segment };
}

test('a refused row is a dead letter with its reason, payload and advice, and the balance has it', async () => {
  const { ctx, scoreId } = await refusedScore();
  const { rows } = await listDeadLetters(ctx, {});
  expect(rows).toMatchObject([
    { entity: 'score', entityId: scoreId, reason: 'Cannot parse number', events: 1, attempts: 1, retriedAt: null },
  ]);
  const letter = await getDeadLetter(ctx, { deadLetterId: rows[0]?.id ?? '' });
  expect(JSON.parse(letter.payload ?? '')).toMatchObject({ id: scoreId });
  const status = await ingestionStatus(ctx, {});
  expect(status).toMatchObject({
    waitingSegments: 0,
    oldestWaitingAt: null,
    deadLetters: 1,
    balance: { received: 4, stored: 2, queued: 0, deadLettered: 1, refused: 1 },
    lastHour: { received: 4, stored: 2, deadLettered: 1, refused: 1 },
  });
  expect(status.lastDay.reasons.map(({ outcome, reason }) => `${outcome} ${reason}`).sort()).toEqual([
    'dead-lettered score refused by the store',
    'refused the name is too long',
  ]);
  expect(status.lastDay.reasons.every(({ advice }) => advice.length > 20)).toBe(true);
});

test('C13: a retry that succeeds stores the row, removes the letter, moves its count, and is audited', async () => {
  const { ctx, audited, scoreId } = await refusedScore();
  const [letter] = (await listDeadLetters(ctx, {})).rows;
  await using _worker = await stores.engines.queue.consume('ingestion', { concurrency: 1 }, async ({ data }) => {
    await processSegment({ engines: stores.engines, batches }, (data as { key: string }).key);
  });
  await retryDeadLetters(ctx, { deadLetterIds: [letter?.id ?? ''] });
  await vi.waitFor(async () => expect((await listDeadLetters(ctx, {})).rows).toEqual([]), {
    timeout: 20_000,
    interval: 100,
  });
  expect((await ingestionStatus(ctx, {})).balance).toEqual({
    received: 4,
    stored: 3,
    queued: 0,
    deadLettered: 0,
    refused: 1,
  });
  expect(audited).toMatchObject([{ action: 'ingestion.deadLetters.retry' }]);
  await expect(getDeadLetter(ctx, { deadLetterId: letter?.id ?? '' })).rejects.toMatchObject({ code: 'not_found' });
  expect(scoreId).not.toBe('');
});

test('C13: a retry that is refused again keeps the letter with one more attempt, and nothing is counted twice', async () => {
  const { ctx, segment } = await refusedScore();
  await processSegment({ engines: stores.engines, batches: refusingScores() }, segment.key);
  expect((await listDeadLetters(ctx, {})).rows).toMatchObject([{ attempts: 2 }]);
  expect((await ingestionStatus(ctx, {})).balance).toMatchObject({ received: 4, stored: 2, deadLettered: 1 });
});

test('a discarded letter is set aside, comes back by restoring, and stays in the balance', async () => {
  const { ctx, audited } = await refusedScore();
  const deadLetterIds = (await listDeadLetters(ctx, {})).rows.map(({ id }) => id);
  await discardDeadLetters(ctx, { deadLetterIds });
  expect((await listDeadLetters(ctx, {})).rows).toEqual([]);
  expect((await listDeadLetters(ctx, { discarded: true })).rows).toHaveLength(1);
  expect(await ingestionStatus(ctx, {})).toMatchObject({ deadLetters: 0, balance: { deadLettered: 1 } });
  await restoreDeadLetters(ctx, { deadLetterIds });
  expect((await listDeadLetters(ctx, {})).rows).toHaveLength(1);
  expect(audited.map(({ action }) => action)).toEqual([
    'ingestion.deadLetters.discard',
    'ingestion.deadLetters.restore',
  ]);
});

test('members see dead letters and may not repair; another project neither sees nor touches them', async () => {
  const { ctx } = await refusedScore();
  const deadLetterIds = (await listDeadLetters(ctx, {})).rows.map(({ id }) => id);
  const member = projectCtx(stores, ctx.projectId, 'MEMBER').ctx;
  expect((await listDeadLetters(member, {})).rows).toHaveLength(1);
  for (const verb of [retryDeadLetters, discardDeadLetters, restoreDeadLetters])
    await expect(verb(member, { deadLetterIds })).rejects.toMatchObject({ code: 'forbidden' });
  const stranger = projectCtx(stores, `p-${randomUUID()}`).ctx;
  expect((await listDeadLetters(stranger, {})).rows).toEqual([]);
  for (const verb of [retryDeadLetters, discardDeadLetters, restoreDeadLetters])
    await expect(verb(stranger, { deadLetterIds })).rejects.toMatchObject({ code: 'not_found' });
});

test('a request that can no longer be read is shown as it was kept', async () => {
  const { projectId, segment } = await keepSegment(stores, { kind: 'batch', body: 'no batch', accepted: 3 });
  await announceSegment(stores.engines, segment);
  await processSegment({ engines: stores.engines, batches }, segment.key);
  const { ctx } = projectCtx(stores, projectId);
  const [letter] = (await listDeadLetters(ctx, {})).rows;
  expect(letter).toMatchObject({ entity: 'request', events: 3 });
  const { payload } = await getDeadLetter(ctx, { deadLetterId: letter?.id ?? '' });
  expect(JSON.parse(payload ?? '')).toMatchObject({ head: { kind: 'batch', apiKeyId: 'k' }, body: '"no batch"' });
});

test('letters are listed page by page, newest first, without one twice or missing', async () => {
  const batch = Array.from({ length: 7 }, () => score());
  const { projectId, segment } = await keepSegment(stores, { kind: 'batch', body: { batch }, accepted: 7 });
  await announceSegment(stores.engines, segment);
  await processSegment({ engines: stores.engines, batches: refusingScores() }, segment.key);
  const { ctx } = projectCtx(stores, projectId);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listDeadLetters>> = await listDeadLetters(ctx, { cursor, limit: 3 });
    seen.push(...page.rows.map(({ entityId }) => entityId));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen.toSorted()).toEqual(batch.map(({ body }) => body.id).toSorted());
});

test('while a segment waits the status is complete only up to it, and throughput shows what came', async () => {
  const { projectId, segment } = await keepSegment(stores, { kind: 'otlp-json', body: spans(4), accepted: 4 });
  await announceSegment(stores.engines, segment);
  const { ctx } = projectCtx(stores, projectId);
  const waiting = await ingestionStatus(ctx, {});
  expect(waiting).toMatchObject({ waitingSegments: 1, waitingEvents: 4, waitingBytes: segment.sizeBytes });
  expect(Date.parse(waiting.completeUpTo)).toBeLessThan(Date.parse(waiting.oldestWaitingAt ?? ''));
  await processSegment({ engines: stores.engines, batches }, segment.key);
  const done = await ingestionStatus(ctx, {});
  expect(done).toMatchObject({ waitingSegments: 0, oldestWaitingAt: null, lagSeconds: 2 });
  const nowMs = ctx.clock.nowMs();
  const { bucketMs, buckets } = await ingestionThroughput(ctx, { from: nowMs - 3_600_000, to: nowMs });
  expect(bucketMs).toBe(60_000);
  expect(buckets.length).toBeGreaterThanOrEqual(60);
  expect(buckets.reduce((sum, { received }) => sum + received, 0)).toBe(4);
  expect(buckets.reduce((sum, { stored }) => sum + stored, 0)).toBe(4);
});
