import { expect, test } from 'vitest';
import { readStartRequest } from './config.ts';
import { readSettings, SettingsError } from './env.ts';

test('every setting has a default that starts the embedded product', () => {
  const settings = readSettings({});
  expect(settings).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', ROLE: 'all', DELETION_GRACE_DAYS: 7, SIGN_UP: true });
  expect(settings.MEMORY_LIMIT).toBeGreaterThan(0);
});

test('all problems of a bad setting are reported at once', () => {
  const attempt = () =>
    readSettings({ PORT: 'x', ROLE: 'king', MEMORY_LIMIT: '1m', DATABASE_URL: 'mysql://x', DELETION_GRACE_DAYS: '0' });
  expect(attempt).toThrow(SettingsError);
  try {
    attempt();
  } catch (error) {
    const { problems } = error as SettingsError;
    for (const name of ['PORT', 'ROLE', 'MEMORY_LIMIT', 'DATABASE_URL', 'DELETION_GRACE_DAYS']) {
      expect(problems.filter((problem) => problem.startsWith(name))).not.toHaveLength(0);
    }
  }
});

test('an empty variable counts as not set', () => {
  expect(readSettings({ REDIS_URL: '', PORT: '' })).toMatchObject({ PORT: 3000, REDIS_URL: undefined });
});

test('sizes are read with their unit', () => {
  expect(readSettings({ MEMORY_LIMIT: '2g' }).MEMORY_LIMIT).toBe(2 * 2 ** 30);
  expect(readSettings({ MEMORY_LIMIT: '1.5GB' }).MEMORY_LIMIT).toBe(1.5 * 2 ** 30);
});

test('an external database needs a shared secret, and split roles need external engines', () => {
  expect(() => readSettings({ DATABASE_URL: 'postgres://u@h/d' })).toThrow(/SECRET_KEY/);
  expect(() => readSettings({ ROLE: 'worker' })).toThrow(/ROLE: worker needs DATABASE_URL/);
  const secret = { DATABASE_URL: 'postgres://u@h/d', SECRET_KEY: 'x'.repeat(32) };
  expect(() => readSettings({ ROLE: 'worker', ...secret })).toThrow(/CLICKHOUSE_URL, because embedded engines belong/);
});

test('headers for a collector are read as OpenTelemetry writes them', () => {
  const headersOf = (OTEL_EXPORTER_OTLP_HEADERS: string) =>
    readSettings({ OTEL_EXPORTER_OTLP_HEADERS }).OTEL_EXPORTER_OTLP_HEADERS;
  expect(headersOf('authorization=Basic%20YTpi==, x-scope = a ,')).toEqual({
    authorization: 'Basic YTpi==',
    'x-scope': 'a',
  });
  for (const wrong of ['no-value', '=x', 'a=%ff']) expect(() => headersOf(wrong)).toThrow(/name=value/);
});

test('flags win over variables, and unknown flags are named', () => {
  const request = readStartRequest(['--port', '4000'], { PORT: '5000' });
  expect(request.kind === 'start' && request.config.PORT).toBe(4000);
  expect(() => readStartRequest(['--prot', '4000'], {})).toThrow(/prot/);
});

test('--help names every setting', () => {
  const request = readStartRequest(['--help'], {});
  expect(request.kind).toBe('help');
  for (const name of ['PORT', 'DELETION_GRACE_DAYS', 'CLICKHOUSE_EXPORT_URL']) {
    expect(request.kind === 'help' && request.text).toContain(name);
  }
});
