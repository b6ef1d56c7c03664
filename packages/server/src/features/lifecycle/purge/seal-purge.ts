import { changeProjectState, insertTombstone, listProjectAdmins } from '#features/projects';
import type { Db } from '#platform/postgres/db';
import { failpoint } from '#platform/failpoint/failpoint';
import { tellOfPurge } from '../notices.ts';
import { insertCertificate } from '../store/certificates.sql.ts';
import { countPostgresRows, oldestLogTime } from '../store/count-postgres.sql.ts';
import { finishPurge } from '../store/project-purges.sql.ts';
import { auditPurge } from './audit-purge.ts';
import { keepTombstone } from './blob-tombstone.ts';
import { certificateKey, signCertificate } from './certificate.ts';
import type { Check, ProjectContents, SignedCertificate } from './certificate.ts';
import { keptTables, rootFeature } from './kept-tables.ts';
import { leaseLost } from './purge-lease.ts';
import type { PurgeProgress, Purging } from './purging.ts';

/** Longer than any client goes on sending again what was refused. */
const FIRST_CHECK_MS = 24 * 3_600_000;
const NOTHING: ProjectContents = { postgres: {}, clickhouse: {}, blobs: { objects: 0, bytes: 0 }, jobs: 0 };

/**
 * The end, all of it or nothing: the project's own row goes, its tombstone and certificate are written, the audit log
 * says so. Nobody can see a project that is gone without its proof, or a proof of one that is not gone.
 */
export async function sealPurge(sealing: Purging & { progress: PurgeProgress; checks: Check[] }): Promise<void> {
  const { engines, features, lease, checks, progress } = sealing;
  const { projectId, organization_id: organizationId } = { ...lease.held, ...lease.row };
  const root = rootFeature(features);
  const oldest = await oldestLogTime(engines.db);
  // Before the end and not after it, so that no kill comes between: from here there is no way back in any case.
  await keepTombstone(engines, projectId);
  await engines.db.transaction().execute(async (db) => {
    if (!(await finishPurge(db, lease.held))) throw leaseLost();
    const project = await changeProjectState(db, { projectId, from: ['VERIFYING'], to: 'PURGED' });
    if (!project) throw leaseLost();
    const admins = await listProjectAdmins(db, { organizationId, projectId });
    await root.eraseProject?.(engines, { projectId, db });
    const kept = keptTables(features);
    const tables = (root.owns.postgres ?? []).filter((table) => table !== 'projects' && !(table in kept));
    const ofRoot = await countRoot(db, tables, projectId);
    const certificate = certify(sealing, {
      checks: [...checks, ...ofRoot],
      before: progress.before ?? NOTHING,
      oldest,
    });
    const { id: certificateId } = certificate.body;
    await insertCertificate(db, certificate);
    await insertTombstone(db, { projectId, organizationId, certificateId, checkAfterMs: FIRST_CHECK_MS });
    await auditPurge(engines, db, {
      organizationId,
      projectId,
      action: 'project.purged',
      details: { certificateId, deletionId: lease.row.deletion_id },
    });
    await tellOfPurge({ ...engines, db }, project, { admins, certificateId });
    await failpoint('P7');
  });
  await failpoint('P8');
}

/** The tables that refer to the project by its own row; nothing of it may be left in this very transaction. */
async function countRoot(db: Db, tables: readonly string[], projectId: string): Promise<Check[]> {
  const checks: Check[] = [];
  for (const table of tables) {
    const { rows } = await countPostgresRows(db, { table, projectId });
    const question = `SELECT count(*) FROM ${table} WHERE project_id = '${projectId}'`;
    if (rows > 0) throw new Error(`${rows} rows of ${table} are left`);
    checks.push({ store: 'postgres', question, found: rows });
  }
  return checks;
}

function certify(
  { engines, lease }: Purging,
  found: { checks: Check[]; before: ProjectContents; oldest: Date | null },
): SignedCertificate {
  const { row, held } = lease;
  const now = new Date(engines.clock.nowMs()).toISOString();
  return signCertificate(certificateKey(engines.secrets), {
    version: 1,
    id: engines.clock.newId(),
    issuedAt: now,
    project: { id: held.projectId, organizationId: row.organization_id },
    deletion: {
      id: row.deletion_id,
      requestedBy: row.requested_by,
      requestedAt: row.requested_at?.toISOString() ?? null,
      purgeAfter: row.purge_after?.toISOString() ?? null,
      startedAt: row.started_at.toISOString(),
      verifiedAt: now,
    },
    before: found.before,
    checks: found.checks,
    remains: remainsOf(found.oldest),
  });
}

function remainsOf(oldest: Date | null): { what: string; until: string }[] {
  const since = oldest ? `it reaches back to ${oldest.toISOString()}` : 'its age could not be asked';
  return [
    { what: 'audit log, tombstone and this certificate: ids, counts and times', until: 'kept on purpose' },
    {
      what: 'bytes of deleted rows in free space of PostgreSQL’s files and in its statistics',
      until: 'overwritten by new rows and the next ANALYZE, or VACUUM FULL ANALYZE',
    },
    { what: `write-ahead log of PostgreSQL (${since})`, until: 'recycled after checkpoints' },
    { what: 'backups that were made before', until: 'the operator’s own retention; not known to the product' },
  ];
}
