import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { fileBlobStore } from '#platform/blob/file-blob-store';
import { systemClock } from '#platform/clock/clock';
import type { Clock } from '#platform/clock/clock';
import { diskJournal, sealAbandoned } from './disk-journal.ts';
import { decodeFrames, encodeFrame } from './frame.ts';
import type { SealedSegment } from './journal.ts';
import { testDisk } from './testing-disk.ts';
import type { TestDisk } from './testing-disk.ts';

/** Time goes on by every look at it, so that segments are sealed after a few requests. */
function quickClock(): Clock {
  let nowMs = Date.UTC(2026, 10, 20, 9, 59, 58);
  return { ...systemClock(), nowMs: () => (nowMs += 60), sleep: () => new Promise((resolve) => setImmediate(resolve)) };
}

interface Outcome {
  acknowledged: number[];
  /** What an append was refused with. */
  refusals: unknown[];
  sealed: SealedSegment[];
}

/** Sends so many requests of three projects in bursts, until all are answered or the power is cut. */
async function run(disk: TestDisk, requests: number): Promise<Outcome> {
  const outcome: Outcome = { acknowledged: [], refusals: [], sealed: [] };
  const journal = diskJournal({
    root: '/data/blobs',
    clock: quickClock(),
    files: disk,
    onSealed: (segment) => outcome.sealed.push(segment),
  });
  const append = async (n: number) => {
    try {
      await journal.append(`projects/p${n % 3}/segments`, encodeFrame({ head: { n }, body: Buffer.alloc(50 + n, n) }));
      outcome.acknowledged.push(n);
    } catch (error) {
      outcome.refusals.push(error);
    }
  };
  const all = (async () => {
    for (let n = 0; n < requests; n += 4) await Promise.all([n, n + 1, n + 2, n + 3].map(append));
    await journal[Symbol.asyncDispose]();
    return true;
  })();
  let isDone = false;
  void all.then(() => (isDone = true));
  await vi.waitUntil(() => isDone || disk.isCut, { timeout: 20_000, interval: 1 });
  return outcome;
}

/** The requests that the next start finds, and how many bytes it leaves out. */
async function found(write: (root: string) => Promise<void>) {
  const root = await mkdtemp(join(tmpdir(), 'power-'));
  try {
    await write(root);
    const blobs = join(root, 'data/blobs');
    await sealAbandoned(blobs, { nowMs: Date.now() + 60_000, olderThanMs: 0 });
    const store = fileBlobStore(blobs, systemClock().newId);
    const numbers: number[] = [];
    let tornBytes = 0;
    for await (const { key } of store.list('projects/')) {
      const decoded = decodeFrames(Buffer.from(await store.get(key)));
      tornBytes += decoded.tornBytes;
      for (const { head, body } of decoded.frames) {
        const n = head['n'] as number;
        expect(Buffer.from(body).equals(Buffer.alloc(50 + n, n)), 'a frame that is read is whole').toBe(true);
        expect(key.startsWith(`projects/p${n % 3}/`)).toBe(true);
        numbers.push(n);
      }
    }
    return { numbers, tornBytes };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** Numbers in [0, 1) that the seed decides. */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const missing = (outcome: Outcome, numbers: readonly number[]) =>
  outcome.acknowledged.filter((n) => !numbers.includes(n));

test('A04: a power cut at any moment, taking whatever was not synced, loses nothing that was acknowledged; torn ends are left out and counted', async () => {
  const whole = testDisk();
  expect((await run(whole, 24)).acknowledged).toHaveLength(24);
  let torn = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: whole.calls + 1 }), fc.integer(), async (cutAt, luck) => {
      const disk = testDisk();
      disk.plan = { cutAt };
      const outcome = await run(disk, 24);
      const left = await found((root) => disk.leftTo(root, chances(luck)));
      torn += left.tornBytes;
      expect(missing(outcome, left.numbers)).toEqual([]);
      expect(left.numbers.length).toBe(new Set(left.numbers).size);
    }),
    { numRuns: 150, seed: 20_261_120 },
  );
  expect(torn).toBeGreaterThan(0);
});

test('A04: the model tells: a journal that does not sync the folders it makes would lose what it acknowledged', async () => {
  let lost = 0;
  for (let cutAt = 10; cutAt < 60; cutAt += 1) {
    const disk = testDisk();
    const careless: TestDisk = Object.assign(Object.create(disk) as TestDisk, {
      create: async (path: string) => {
        const { file, folders } = await disk.create(path);
        return { file, folders: folders.slice(0, 1) };
      },
    });
    disk.plan = { cutAt };
    const outcome = await run(careless, 24);
    lost += missing(outcome, (await found((root) => disk.leftTo(root, () => 0.99))).numbers).length;
  }
  expect(lost).toBeGreaterThan(0);
});

test('A14: an error of the disk at any single call refuses some requests with unavailable and loses none that was acknowledged', async () => {
  for (let failAt = 1; ; failAt += 1) {
    const disk = testDisk();
    disk.plan = { failAt };
    const outcome = await run(disk, 24);
    if (disk.plan.failAt !== 0) {
      expect(failAt).toBeGreaterThan(30);
      return;
    }
    for (const error of outcome.refusals)
      expect(error).toMatchObject({ code: 'unavailable', details: { retryAfterSeconds: 30 } });
    expect(outcome.acknowledged.length + outcome.refusals.length).toBe(24);
    const all = await found((root) => disk.allTo(root));
    expect(missing(outcome, all.numbers), `failing call ${failAt}`).toEqual([]);
    const told = new Set(outcome.sealed.map(({ key }) => key));
    expect(told.size, 'a segment is told of once').toBe(outcome.sealed.length);
  }
});

test('A14: a segment that cannot get its final name is told of when it has it, not before', async () => {
  const disk = testDisk();
  let refusing = true;
  let attempts = 0;
  const stubborn: TestDisk = Object.assign(Object.create(disk) as TestDisk, {
    rename: async (from: string, to: string) => {
      attempts += 1;
      if (refusing) throw Object.assign(new Error('EIO'), { code: 'EIO' });
      await disk.rename(from, to);
    },
  });
  const sealed: SealedSegment[] = [];
  await using journal = diskJournal({
    root: '/data/blobs',
    clock: quickClock(),
    files: stubborn,
    onSealed: (segment) => sealed.push(segment),
  });
  await journal.append('projects/p0/segments', encodeFrame({ head: { n: 0 }, body: Buffer.alloc(50, 0) }));
  await vi.waitUntil(() => attempts > 3, { timeout: 10_000 });
  expect(sealed).toEqual([]);
  refusing = false;
  await vi.waitUntil(() => sealed.length === 1, { timeout: 10_000 });
});
