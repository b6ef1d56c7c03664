import { randomBytes } from 'node:crypto';
import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fileBlobStore } from '#platform/blob/file-blob-store';
import { systemClock } from '#platform/clock/clock';
import { diskJournal, sealAbandoned } from './disk-journal.ts';
import { decodeFrames, encodeFrame } from './frame.ts';
import type { SealedSegment } from './journal.ts';
import { objectJournal } from './object-journal.ts';

const clock = systemClock();
let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'journal-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const frameOf = (n: number, sizeBytes = 100) => encodeFrame({ head: { n }, body: randomBytes(sizeBytes) });

async function readAll(segments: readonly SealedSegment[]): Promise<number[]> {
  const store = fileBlobStore(root, clock.newId);
  const found: number[] = [];
  for (const { key } of segments) {
    for (const { head } of decodeFrames(Buffer.from(await store.get(key))).frames) found.push(head['n'] as number);
  }
  return found;
}

const JOURNALS = {
  disk: (onSealed: (segment: SealedSegment) => void) => diskJournal({ root, clock, onSealed }),
  objects: (onSealed: (segment: SealedSegment) => void) =>
    objectJournal({ blob: fileBlobStore(root, clock.newId), clock, onSealed }),
};

test.each(Object.entries(JOURNALS))(
  'on %s every acknowledged frame is in exactly one sealed segment of its own prefix',
  async (_name, start) => {
    const sealed: SealedSegment[] = [];
    const journal = start((segment) => sealed.push(segment));
    await Promise.all(
      Array.from({ length: 500 }, (_, n) => journal.append(`projects/p${n % 3}/segments`, frameOf(n, 20_000))),
    );
    await journal[Symbol.asyncDispose]();
    expect((await readAll(sealed)).sort((a, b) => a - b)).toEqual(Array.from({ length: 500 }, (_, n) => n));
    for (const p of [0, 1, 2]) {
      const own = sealed.filter(({ prefix }) => prefix === `projects/p${p}/segments`);
      expect((await readAll(own)).every((n) => n % 3 === p)).toBe(true);
    }
  },
);

test.each(Object.entries(JOURNALS))('on %s a segment is sealed by age without another append', async (_name, start) => {
  const sealed: SealedSegment[] = [];
  await using journal = start((segment) => sealed.push(segment));
  await journal.append('projects/p/segments', frameOf(1));
  await vi.waitFor(() => expect(sealed).toHaveLength(1), { timeout: 5000 });
  expect(await readAll(sealed)).toEqual([1]);
});

test('what a killed process left open is sealed and readable up to its torn tail', async () => {
  const sealed: SealedSegment[] = [];
  const journal = diskJournal({ root, clock, onSealed: (segment) => sealed.push(segment) });
  await journal.append('projects/p/segments', frameOf(1));
  const open = (await readdir(root, { recursive: true })).find((name) => name.endsWith('.open'));
  expect(open).toBeDefined();
  await appendFile(join(root, open ?? ''), frameOf(2).subarray(0, 50));
  expect(await sealAbandoned(root, { nowMs: clock.nowMs() + 1000, olderThanMs: 0 })).toBe(1);
  const store = fileBlobStore(root, clock.newId);
  const keys: string[] = [];
  for await (const { key } of store.list('projects/p/')) keys.push(key);
  expect(keys).toHaveLength(1);
  const decoded = decodeFrames(Buffer.from(await store.get(keys[0] ?? '')));
  expect(decoded.frames.map(({ head }) => head['n'])).toEqual([1]);
  expect(decoded.tornBytes).toBe(50);
  await journal[Symbol.asyncDispose]();
});

test('a file that is being written now is not sealed under its writer', async () => {
  const journal = diskJournal({ root, clock, onSealed: () => undefined });
  await journal.append('projects/p/segments', frameOf(1));
  expect(await sealAbandoned(root, { nowMs: clock.nowMs(), olderThanMs: 60_000 })).toBe(0);
  await journal[Symbol.asyncDispose]();
});

test('a changed byte ends the readable part of a segment', () => {
  const segment = Buffer.concat([frameOf(1), frameOf(2)]);
  segment[segment.length - 1]! ^= 0xff;
  expect(decodeFrames(segment).frames).toHaveLength(1);
});
