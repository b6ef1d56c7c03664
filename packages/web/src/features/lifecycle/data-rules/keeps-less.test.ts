import { expect, test } from 'vitest';
import { keepsLess } from './keeps-less.ts';
import type { RetentionSettings } from './use-retention.ts';

const ALL: RetentionSettings = { days: null, maxSteps: null, diskPercent: null, environments: [] };
const staging = (of: { days?: number; maxSteps?: number }) => ({
  environments: [{ environment: 'staging', days: of.days ?? null, maxSteps: of.maxSteps ?? null }],
});

test.each<[string, Partial<RetentionSettings>, Partial<RetentionSettings>, boolean]>([
  ['days where there were none', {}, { days: 30 }, true],
  ['more days', { days: 30 }, { days: 31 }, false],
  ['no days any more', { days: 30 }, {}, false],
  ['fewer steps', { maxSteps: 5000 }, { maxSteps: 4000 }, true],
  ['a smaller share', { diskPercent: 50 }, { diskPercent: 40 }, true],
  ['an environment for a shorter time', { days: 30 }, { days: 30, ...staging({ days: 5 }) }, true],
  ['an environment for a longer time', { days: 30 }, { days: 30, ...staging({ days: 60 }) }, false],
  ['an environment that falls back to fewer days', { days: 30, ...staging({ days: 60 }) }, { days: 30 }, true],
  ['an environment with a number of steps', {}, staging({ maxSteps: 1000 }), true],
  ['an environment without its number', staging({ maxSteps: 1000 }), {}, false],
])('%s: whether something could go is said before it is saved', (_name, before, after, expected) => {
  expect(keepsLess({ ...ALL, ...before }, { ...ALL, ...after })).toBe(expected);
});
