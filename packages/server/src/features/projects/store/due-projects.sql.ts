import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';
import { projectOf } from './projects.sql.ts';
import type { ProjectRow } from './projects.sql.ts';

const due = (db: Db) =>
  db
    .selectFrom('projects')
    .where('status', '=', 'PENDING_DELETION')
    .where('purge_after', '<=', sql<Date>`now()`)
    .where('legal_hold', 'is', null);

export async function selectDueProjects(db: Db, page: { limit: number; except: readonly string[] }): Promise<string[]> {
  const rows = await due(db)
    .select('id')
    .$if(page.except.length > 0, (query) => query.where('id', 'not in', [...page.except]))
    .orderBy('purge_after')
    .orderBy('id')
    .limit(page.limit)
    .execute();
  return rows.map(({ id }) => id);
}

export async function selectDueProjectForUpdate(db: Db, id: string): Promise<ProjectRow | null> {
  const row = await due(db).selectAll().where('id', '=', id).forUpdate().skipLocked().executeTakeFirst();
  return row ? projectOf(row) : null;
}
