import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../clock/clock.ts';
import { connectClickHouse } from './client.ts';
import type { ClickHouse } from './client.ts';
import { dumpClickHouseSchema } from './dump-schema.ts';
import { migrateClickHouse } from './migrate.ts';
import { fillIn } from './read-migrations.ts';
import { sql } from './sql.ts';
import { trustedSql } from './trusted-sql.ts';
import '@tidemark/server/testing';

const clock = systemClock();
const RELEASED = fileURLToPath(new URL('../../../migrations/clickhouse', import.meta.url));
let root: ClickHouse;
let database: string;
let ch: ClickHouse;
let directory: string;

beforeAll(() => {
  root = connectClickHouse({ url: inject('clickhouseUrl') });
});
afterAll(() => root[Symbol.asyncDispose]());

beforeEach(async () => {
  database = `migrate_${randomUUID().replaceAll('-', '')}`;
  await root.command({ sql: trustedSql(`CREATE DATABASE ${database}`), class: 'ingest', who: 'test' });
  const url = new URL(inject('clickhouseUrl'));
  url.pathname = `/${database}`;
  ch = connectClickHouse({ url: url.href });
  directory = await mkdtemp(join(tmpdir(), 'tidemark-migrations-'));
  return async () => {
    await ch[Symbol.asyncDispose]();
    await root.command({ sql: trustedSql(`DROP DATABASE ${database}`), class: 'ingest', who: 'test' });
    await rm(directory, { recursive: true });
  };
});

const TABLE = (name: string) =>
  `CREATE TABLE IF NOT EXISTS ${name} {{on_cluster}} (id String) ENGINE = {{engine:ReplacingMergeTree}} ORDER BY id;\n`;

function migrate(from = directory) {
  const applied: string[] = [];
  return migrateClickHouse({ ch, clock, directory: from, onApplied: (file) => applied.push(file) }).then(() => applied);
}

async function tables(): Promise<string[]> {
  const rows = await ch.query({
    sql: sql`SELECT name FROM system.tables WHERE database = currentDatabase() AND name != 'schema_migrations' ORDER BY name`,
    schema: z.object({ name: z.string() }),
    class: 'ui',
    who: 'test',
  });
  return rows.map(({ name }) => name);
}

test('the released migrations make the committed schema', async () => {
  await migrate(RELEASED);
  await expect(await dumpClickHouseSchema(ch)).toMatchFileSnapshot(join(RELEASED, 'schema.sql'));
});

test('a second run does nothing, a new file is applied', async () => {
  await writeFile(join(directory, '0001_a.sql'), `-- safe online\n${TABLE('a')}`);
  expect(await migrate()).toEqual(['0001_a.sql']);
  await writeFile(join(directory, '0002_b.sql'), TABLE('b'));
  await migrate();
  await migrate();
  expect(await tables()).toEqual(['a', 'b']);
});

test('an interrupted migration goes on where it stopped', async () => {
  const broken = `${TABLE('a')}CREATE TABLE b (id Strin) ENGINE = MergeTree ORDER BY id;\n`;
  await writeFile(join(directory, '0001_a.sql'), broken);
  await expect(migrate()).rejects.toMatchObject({ code: 'internal' });
  await ch.command({ sql: sql`DROP TABLE a`, class: 'ingest', who: 'test' });
  await writeFile(join(directory, '0001_a.sql'), `${TABLE('a')}${TABLE('b')}`);
  await migrate();
  expect(await tables()).toEqual(['b']);
});

test('several that start at once all end with the whole schema', async () => {
  await writeFile(join(directory, '0001_a.sql'), TABLE('a') + TABLE('b'));
  await Promise.all([migrate(), migrate(), migrate()]);
  expect(await tables()).toEqual(['a', 'b']);
});

test('a schema from a newer program is refused', async () => {
  await writeFile(join(directory, '0001_a.sql'), TABLE('a'));
  await writeFile(join(directory, '0002_b.sql'), TABLE('b'));
  await migrate();
  await rm(join(directory, '0002_b.sql'));
  await expect(migrate()).rejects.toMatchObject({
    code: 'precondition_failed',
    message: expect.stringContaining('version 2'),
  });
});

test('a released file that was changed is refused', async () => {
  await writeFile(join(directory, '0001_a.sql'), TABLE('a'));
  await migrate();
  await writeFile(join(directory, '0001_a.sql'), TABLE('other'));
  await expect(migrate()).rejects.toMatchObject({
    code: 'precondition_failed',
    message: expect.stringContaining('0001_a.sql'),
  });
});

test('on a cluster the same files make replicated tables everywhere', () => {
  expect(fillIn(TABLE('a'), 'main').trim()).toBe(
    "CREATE TABLE IF NOT EXISTS a ON CLUSTER 'main' (id String) ENGINE = ReplicatedReplacingMergeTree ORDER BY id;",
  );
  expect(fillIn('x {{on_cluster}} {{engine:ReplacingMergeTree(row_version, is_deleted)}}', undefined)).toBe(
    'x ReplacingMergeTree(row_version, is_deleted)',
  );
  expect(() => fillIn('x', "a'; DROP")).toThrow('Not a cluster name');
});
