import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { changeProjectState, createProject } from '#features/projects';
import { keptTables } from '#features/lifecycle';
import type { Engines, OrganizationCtx } from '#kernel/ctx';
import { trustedSql } from '#platform/clickhouse/trusted-sql';
import { param, sql as ch } from '#platform/clickhouse/sql';
import { z } from 'zod';
import { DATA_FEATURES } from './features.ts';
import { fillClickHouse } from './testing-clickhouse-rows.ts';
import { fillPostgres } from './testing-postgres-rows.ts';
import { testPeople } from './testing-people.ts';
import type { TestEngines } from './testing.ts';

export interface PurgeWorld {
  organizationId: string;
  /** Of the owner in the organization. */
  scope(): Promise<OrganizationCtx>;
  /** A project of the organization with something of it in every table and every folder of blobs. */
  filledProject(): Promise<string>;
  /** Marks it for deletion, with its grace over. */
  markDue(projectId: string): Promise<void>;
}

export async function purgeWorld(stores: TestEngines): Promise<PurgeWorld> {
  const people = testPeople(stores.engines);
  const { owner, organizationId } = await people.newOrganization();
  let made = 0;
  return {
    organizationId,
    scope: () => people.organization(owner, organizationId),
    async filledProject() {
      const ctx = await people.organization(owner, organizationId);
      const { id } = await createProject(ctx, { name: `Filled ${(made += 1)}` });
      await fillProject(stores, id);
      return id;
    },
    markDue: (projectId) => markDue(stores.engines, projectId),
  };
}

async function fillProject({ pool, engines }: TestEngines, projectId: string): Promise<void> {
  await fillPostgres(pool, projectId, { except: Object.keys(keptTables(DATA_FEATURES)) });
  await fillClickHouse(engines.ch, projectId);
  const folders = DATA_FEATURES.flatMap(({ owns }) => owns.blobs ?? []);
  for (const folder of [...folders, 'nobody-knows'])
    await engines.blob.put(`projects/${projectId}/${folder}/2026/a`, Buffer.from(`${folder} of ${projectId}`));
}

async function markDue({ db }: Engines, projectId: string): Promise<void> {
  const set = {
    kind: 'marked',
    deletionId: `d-${projectId}`,
    requestedBy: null,
    reason: 'test',
    graceDays: 0,
  } as const;
  const marked = await changeProjectState(db, { projectId, from: ['ACTIVE'], to: 'PENDING_DELETION', set });
  if (!marked) throw new Error('not marked');
  await db
    .updateTable('projects')
    .set({ purge_after: sql<Date>`now() - interval '1 second'` })
    .where('id', '=', projectId)
    .execute();
}

/** Of everything of a project in every store, in an order of its own. */
export async function contentHash(
  { pool, engines }: TestEngines,
  projectId: string,
  { except = [] }: { except?: readonly string[] } = {},
): Promise<string> {
  const hash = createHash('sha256');
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'project_id' ORDER BY 1`,
  );
  for (const { name } of [...tables, { name: 'projects' }]) {
    if (except.includes(name)) continue;
    const column = name === 'projects' ? 'id' : 'project_id';
    const { rows } = await pool.query<{ row: string }>(
      `SELECT t::text AS row FROM "${name}" t WHERE "${column}" = $1 ORDER BY 1`,
      [projectId],
    );
    hash.update(`${name}\n${rows.map(({ row }) => row).join('\n')}\n`);
  }
  const names = await engines.ch.query({
    sql: ch`SELECT DISTINCT table FROM system.columns WHERE database = currentDatabase() AND name = 'project_id' ORDER BY table`,
    schema: z.object({ table: z.string() }),
    class: 'purge',
    who: 'test',
  });
  for (const { table } of names) {
    const rows = await engines.ch.query({
      sql: ch`SELECT sum(cityHash64(*)) AS hash, count() AS rows FROM ${trustedSql(table)} FINAL
        WHERE project_id = ${param.string(projectId)}`,
      schema: z.object({ hash: z.coerce.string(), rows: z.number() }),
      class: 'purge',
      who: 'test',
    });
    hash.update(`${table}\n${JSON.stringify(rows)}\n`);
  }
  for await (const { key, sizeBytes } of engines.blob.list(`projects/${projectId}/`)) {
    hash.update(`${key} ${sizeBytes}\n`);
    hash.update(await engines.blob.get(key));
  }
  return hash.digest('hex');
}
