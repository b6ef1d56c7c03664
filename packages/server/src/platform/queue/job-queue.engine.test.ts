import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { testEngines } from '@tidemark/server/testing';

test('a message is handled once, a failing one again with backoff', async () => {
  await using test = await testEngines();
  const group = `g${randomUUID().slice(0, 8)}`;
  const seen: string[] = [];
  await using _worker = await test.engines.queue.consume(group, { concurrency: 2 }, async ({ name, data, attempt }) => {
    seen.push(`${name}:${(data as { n: number }).n}:${attempt}`);
    if (name === 'flaky' && attempt === 0) throw new Error('once');
  });
  await test.engines.queue.addBulk([
    { group, name: 'plain', data: { n: 1 } },
    { group, name: 'flaky', data: { n: 2 }, attempts: 3 },
  ]);
  await vi.waitFor(() => expect(seen.sort()).toEqual(['flaky:2:0', 'flaky:2:1', 'plain:1:0']), { timeout: 15_000 });
});

test('messages of one id that wait are one', async () => {
  await using test = await testEngines();
  const group = `g${randomUUID().slice(0, 8)}`;
  for (let n = 0; n < 3; n += 1) await test.engines.queue.add({ group, name: 'x', data: {}, id: 'same' });
  expect((await test.engines.queue.counts(group)).waiting).toBe(1);
});
