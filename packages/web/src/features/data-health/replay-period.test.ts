import { expect, test } from 'vitest';
import { rangeOfDraft } from './replay-period.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const iso = (local: string) => new Date(local).toISOString();

test.each([
  [{ period: 'all', from: '', to: '' }, { all: true }],
  [{ period: '1h', from: '', to: '' }, { from: '2026-11-20T11:00:00.000Z' }],
  [{ period: '24h', from: 'ignored', to: '' }, { from: '2026-11-19T12:00:00.000Z' }],
  [{ period: 'range', from: '2026-11-19T10:00', to: '' }, { from: iso('2026-11-19T10:00') }],
  [
    { period: 'range', from: '2026-11-19T10:00', to: '2026-11-19T11:00' },
    { from: iso('2026-11-19T10:00'), to: iso('2026-11-19T11:00') },
  ],
] as const)('%j is the range %j', (draft, range) => {
  expect(rangeOfDraft(draft, NOW)).toEqual(range);
});

test.each([
  ['', ''],
  ['', '2026-11-19T11:00'],
  ['2026-11-19T11:00', '2026-11-19T11:00'],
  ['2026-11-19T11:00', '2026-11-18T11:00'],
])('from %j to %j is no range', (from, to) => {
  expect(rangeOfDraft({ period: 'range', from, to }, NOW)).toBeNull();
});
