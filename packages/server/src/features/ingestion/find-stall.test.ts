import { expect, test } from 'vitest';
import { STALL_AFTER_MS, stallOf } from './find-stall.ts';

const MINUTE_MS = 60_000;
const long = 10 * MINUTE_MS;

test('nothing waits: nothing stalls, however long ago the last commit was', () => {
  expect(stallOf({ waiting: 0, oldestWaitingMs: 0, lastCommitMs: long }, long)).toBeNull();
});

test('something waits and nothing was stored for two minutes: said with the figures', () => {
  expect(stallOf({ waiting: 12, oldestWaitingMs: 3 * MINUTE_MS, lastCommitMs: long }, long)).toBe(
    'ingestion (12 segments wait, the oldest for 180 s, and none was stored for 180 s)',
  );
  expect(stallOf({ waiting: 1, oldestWaitingMs: STALL_AFTER_MS, lastCommitMs: null }, long)).not.toBeNull();
});

test('a long backlog that is worked off, a fresh one, and a process that just began are not stalled', () => {
  expect(stallOf({ waiting: 9, oldestWaitingMs: long, lastCommitMs: 1000 }, long)).toBeNull();
  expect(stallOf({ waiting: 9, oldestWaitingMs: MINUTE_MS, lastCommitMs: null }, long)).toBeNull();
  expect(stallOf({ waiting: 9, oldestWaitingMs: long, lastCommitMs: long }, MINUTE_MS)).toBeNull();
});
