import { PublicBlobExportRequest } from '@tidemark/contract/rest/blob-exports';
import { expect, test } from 'vitest';
import { publicBlobExport, settingsOfRequest } from './public-blob-export.ts';
import { firstTime, nextTime, retryAfterMs } from './schedule-times.ts';
import type { Schedule } from './store/blob-exports.sql.ts';

const AT = new Date('2026-11-20T09:13:00.000Z');

const request = PublicBlobExportRequest.parse({
  ...{ projectId: 'p', type: 'S3_COMPATIBLE', bucketName: 'b', endpoint: 'https://s3.example.com', region: 'auto' },
  ...{ accessKeyId: 'id', secretAccessKey: 'hidden', prefix: 'a/', exportFrequency: 'every_20_minutes', enabled: true },
  ...{ forcePathStyle: true, fileType: 'JSONL', exportMode: 'FROM_CUSTOM_DATE', compressed: true },
  ...{
    exportStartDate: '2026-11-01T00:00:00+01:00',
    exportSource: 'OBSERVATIONS_V2',
    exportFieldGroups: ['core', 'io'],
  },
});

const scheduleOf = (before: Schedule | null): Schedule => {
  const { secret, startAt, ...settings } = settingsOfRequest(request, before);
  return {
    ...(settings as Omit<Schedule, 'secret'>),
    ...{ projectId: 'p', secret: Buffer.from(secret ?? ''), startAt: startAt ? new Date(startAt) : null },
    ...{ syncedUntil: AT, syncedAt: null, window: null, runId: null, nextAt: AT, failures: 0 },
    ...{ lastError: null, lastErrorAt: null, createdAt: AT, updatedAt: AT },
  };
};

test('what a client of the compatible API sets it gets back, without the secret', () => {
  const schedule = scheduleOf(null);
  expect(schedule).toMatchObject({
    kind: 's3',
    format: 'jsonl',
    compression: 'gzip',
    tables: ['observations', 'scores'],
  });
  const answer = publicBlobExport(schedule);
  const { secretAccessKey: _, ...sent } = request;
  expect(answer).toMatchObject({
    ...sent,
    exportStartDate: '2026-10-31T23:00:00.000Z',
    exportFieldGroups: expect.arrayContaining(['core', 'io']),
    lastSyncAt: null,
  });
  expect(answer.exportFieldGroups).not.toContain('metadata');
  expect(JSON.stringify(answer)).not.toContain('hidden');
});

test('what is left out keeps what is set', () => {
  const before = scheduleOf(null);
  const { exportSource: _, exportFieldGroups: __, ...less } = request;
  expect(settingsOfRequest(less, before)).toMatchObject({ tables: before.tables, fieldGroups: before.fieldGroups });
});

test.each([
  ['a compatible store without an endpoint', { endpoint: null }],
  ['a date that is missing', { exportStartDate: null }],
  ['groups without their source', { exportSource: null }],
  ['groups without core', { exportFieldGroups: ['io'] }],
])('%s is refused', (_, wrong) => {
  expect(PublicBlobExportRequest.safeParse({ ...request, ...wrong }).success).toBe(false);
});

test('the next time is the next full period in UTC, and failures are waited out longer and longer', () => {
  const next = (frequency: Parameters<typeof nextTime>[0]) => nextTime(frequency, AT.getTime()).toISOString();
  expect(next('every_20_minutes')).toBe('2026-11-20T09:20:00.000Z');
  expect(next('hourly')).toBe('2026-11-20T10:00:00.000Z');
  expect(next('daily')).toBe('2026-11-21T00:00:00.000Z');
  expect(next('weekly')).toBe('2026-11-23T00:00:00.000Z');
  expect([1, 2, 3, 9].map((failures) => retryAfterMs(failures) / 60_000)).toEqual([2, 4, 8, 60]);
  expect(firstTime({ mode: 'FROM_TODAY', startAt: null }, AT.getTime()).toISOString()).toBe('2026-11-20T00:00:00.000Z');
});
