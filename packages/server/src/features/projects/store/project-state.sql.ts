import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';
import { projectOf } from './projects.sql.ts';
import type { ProjectRow, ProjectStatus } from './projects.sql.ts';

/** What a change of state writes beside the state itself. */
export type StateDetails =
  | {
      kind: 'marked';
      deletionId: string;
      /** The person who asked; null for the system. */
      requestedBy: string | null;
      reason: string;
      /** Null is never purged. */
      graceDays: number | null;
    }
  | { kind: 'restored'; name: string }
  | { kind: 'none' };

/**
 * Compare-and-set on state and epoch in one statement: of several who want to change a project one gets its row, the
 * others null. The database says what time it is.
 */
export async function updateProjectState(
  db: Db,
  change: {
    projectId: string;
    from: readonly ProjectStatus[];
    expectedEpoch?: number | undefined;
    to: ProjectStatus;
    set: StateDetails;
  },
): Promise<ProjectRow | null> {
  const { projectId, from, expectedEpoch, to, set } = change;
  const row = await db
    .updateTable('projects')
    .set((is) => ({
      status: to,
      epoch: is('epoch', '+', 1),
      status_updated_at: sql<Date>`now()`,
      updated_at: sql<Date>`now()`,
      ...(set.kind === 'marked' && {
        deletion_id: set.deletionId,
        deleted_at: sql<Date>`now()`,
        deleted_by: set.requestedBy,
        deletion_reason: set.reason,
        purge_after:
          set.graceDays === null ? null : sql<Date>`now() + make_interval(days => ${sql.lit(set.graceDays)})`,
        status_before_deletion: is.ref('status'),
        restored_at: null,
      }),
      ...(set.kind === 'restored' && {
        name: set.name,
        deletion_id: null,
        deleted_at: null,
        deleted_by: null,
        deletion_reason: null,
        purge_after: null,
        status_before_deletion: null,
        restored_at: sql<Date>`now()`,
      }),
    }))
    .where('id', '=', projectId)
    .where('status', 'in', from)
    .$if(expectedEpoch !== undefined, (query) => query.where('epoch', '=', expectedEpoch ?? -1))
    .returningAll()
    .executeTakeFirst();
  return row ? projectOf(row) : null;
}
