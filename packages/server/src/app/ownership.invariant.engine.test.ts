import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { sql as pg } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { sql } from '#platform/clickhouse/sql';
import type { Feature } from '#kernel/feature';
import { projectTables } from '#platform/clickhouse/count-project-rows';
import { postgresTables } from '#features/lifecycle';
import { FEATURES } from './features.ts';

const FEATURES_FOLDER = fileURLToPath(new URL('../features', import.meta.url));
/** What the migrators keep for themselves. */
const BOOKKEEPING = ['schema_migrations'];

let stores: TestEngines;
let postgres: string[];
let clickhouse: string[];
beforeAll(async () => {
  stores = await testEngines();
  const { db, ch } = stores.engines;
  const { rows } = await pg<{ name: string }>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`.execute(
    db,
  );
  const tables = await ch.query({
    sql: sql`SELECT name FROM system.tables WHERE database = currentDatabase() AND NOT startsWith(name, '.inner')`,
    schema: z.object({ name: z.string() }),
    class: 'ui',
    who: 'test',
  });
  const known = (list: { name: string }[]) =>
    list.map(({ name }) => name).filter((name) => !BOOKKEEPING.includes(name));
  postgres = known(rows).sort();
  clickhouse = known(tables).sort();
});
afterAll(() => stores[Symbol.asyncDispose]());

const owned = (kind: 'postgres' | 'clickhouse') => FEATURES.flatMap(({ owns }) => owns[kind] ?? []);

test('every table of PostgreSQL has exactly one owner, and no owner claims a table that is not there', () => {
  expect(postgres.length).toBeGreaterThan(10);
  expect(owned('postgres').toSorted()).toEqual(postgres);
});

test('every table of ClickHouse has exactly one owner, and no owner claims a table that is not there', () => {
  expect(clickhouse.length).toBeGreaterThanOrEqual(4);
  expect(owned('clickhouse').toSorted()).toEqual(clickhouse);
});

test('every folder of blobs has exactly one owner', () => {
  const folders = FEATURES.flatMap(({ owns }) => owns.blobs ?? []);
  expect(folders).toEqual([...new Set(folders)]);
});

test('every feature has its line in architecture.ts and its folder, and FEATURES has their order', async () => {
  const path = new URL('../../../../architecture.ts', import.meta.url).href;
  const { FEATURE_USES } = (await import(path)) as { FEATURE_USES: Record<string, string[]> };
  const declared = Object.keys(FEATURE_USES);
  expect(FEATURES.map(({ name }) => name)).toEqual(declared);
  expect(globSync('*', { cwd: FEATURES_FOLDER }).toSorted()).toEqual(declared.toSorted());
  for (const [name, uses] of Object.entries(FEATURE_USES))
    for (const used of uses) expect(declared.indexOf(used), `${name} → ${used}`).toBeLessThan(declared.indexOf(name));
});

/** Tables with a `project_id`, by what the catalogs say, and the table of projects. */
async function projectTablesOf(): Promise<string[]> {
  const { db, ch } = stores.engines;
  return [...new Set(['projects', ...(await postgresTables(db)), ...(await projectTables(ch))])].sort();
}

/** How a feature says that rows of a table come back from the trash, or why they do not. */
function isAnswered({ trash = [], notTrashable = {}, keeps = {}, purgeTelemetry, owns }: Feature, table: string) {
  const byRule = trash.some(({ tables }) => tables.includes(table));
  const byMask = purgeTelemetry !== undefined && (owns.clickhouse?.includes(table) ?? false);
  return byRule || byMask || table in notTrashable || table in keeps;
}

test('F18: every table with rows of a project has an owner that forgets them, or keeps them for a reason, and says how they come back from the trash or why not', async () => {
  const tables = await projectTablesOf();
  expect(tables.length).toBeGreaterThan(20);
  const unsaid = tables.flatMap((table) => {
    const owner = FEATURES.find(({ owns }) => [...(owns.postgres ?? []), ...(owns.clickhouse ?? [])].includes(table));
    if (!owner) return [`${table} has no owner`];
    const goes = owner.eraseProject !== undefined || table in (owner.keeps ?? {});
    return [
      ...(goes ? [] : [`${table} is never forgotten`]),
      ...(isAnswered(owner, table) ? [] : [`${table}: trash?`]),
    ];
  });
  expect(unsaid).toEqual([]);
});

test('F18: a table that nobody answers for is noticed', async () => {
  await stores.pool.query('CREATE TABLE planted (project_id text NOT NULL)');
  const tables = await projectTablesOf();
  await stores.pool.query('DROP TABLE planted');
  expect(tables).toContain('planted');
  expect(FEATURES.some((feature) => isAnswered(feature, 'planted'))).toBe(false);
});

/** How a feature says what of a table an export takes, or why it takes nothing. */
function isExportedOrNot({ exports = [], notExported = {} }: Feature, table: string) {
  const covered = exports.some(({ covers }) => covers.includes(table));
  return covered !== table in notExported;
}

test('every table with rows of a project is in exports, or says why not, and never both', async () => {
  const tables = await projectTablesOf();
  const unsaid = tables.filter((table) => {
    const owner = FEATURES.find(({ owns }) => [...(owns.postgres ?? []), ...(owns.clickhouse ?? [])].includes(table));
    return !owner || !isExportedOrNot(owner, table);
  });
  expect(unsaid).toEqual([]);
});

test('names of export tables and of their columns are told apart', () => {
  const tables = FEATURES.flatMap(({ exports = [] }) => exports);
  expect(tables.length).toBeGreaterThan(4);
  expect(new Set(tables.map(({ name }) => name)).size).toBe(tables.length);
  for (const table of tables) {
    const computed = table.kind === 'telemetry' ? (table.computed?.columns ?? []) : [];
    const names = [...table.columns, ...computed].map(({ name }) => name);
    expect(names, table.name).toEqual([...new Set(names)]);
  }
});

interface Mention {
  feature: string;
  file: string;
  table: string;
}

/** Tables that the code of the features names in a query. */
function mentions(): Mention[] {
  const tables = new Set([...postgres, ...clickhouse]);
  const files = globSync('**/*.ts', { cwd: FEATURES_FOLDER }).filter((file) => !file.endsWith('.test.ts'));
  return files.flatMap((file) => {
    const text = readFileSync(`${FEATURES_FOLDER}/${file}`, 'utf8');
    const calls = text.matchAll(/(?:From|Into|Table|Join)\(\s*['"](\w+)/g);
    const statements = text.matchAll(/\b(?:FROM|INTO|UPDATE|JOIN)\s+(\w+)/g);
    const names = [...calls, ...statements].flatMap(([, table]) => (table && tables.has(table) ? [table] : []));
    return names.map((table) => ({ feature: file.split('/')[0] ?? '', file, table }));
  });
}

test('SQL over tables is written under store/ only', () => {
  const found = mentions();
  expect(found.length).toBeGreaterThan(20);
  expect(found.filter(({ file }) => !/^[^/]+\/store\//.test(file))).toEqual([]);
});

test('a feature names its own tables only', () => {
  const ownerOf = (table: string) =>
    FEATURES.find(({ owns }) => [...(owns.postgres ?? []), ...(owns.clickhouse ?? [])].includes(table))?.name;
  expect(mentions().filter(({ feature, table }) => ownerOf(table) !== feature)).toEqual([]);
});
