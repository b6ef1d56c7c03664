import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';

/** Until the end of the transaction nobody else starts an export of the project, so that they can be counted. */
export async function lockExports(db: Db, projectId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtext('exports'), hashtext(${projectId}))`.execute(db);
}
