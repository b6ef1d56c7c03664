import { listPeople } from '#features/accounts';
import { queueMail } from '#features/outbox';
import { findAnyProject } from '#features/projects';
import type { Engines } from '#kernel/ctx';
import type { ExportKindRule, ExportRun } from '#kernel/export-run';
import type { Db } from '#platform/postgres/db';
import { setExpiry } from '../store/export-runs.sql.ts';
import { orderOf } from './batch-run.ts';

/** Days for which the files can be fetched. */
const KEPT_DAYS = 7;

/** Exports that a list or the API asked for: kept for a while, and the person who asked has a mail about it. */
export const batchKind: ExportKindRule = {
  kind: 'batch',
  async ended(engines, run) {
    if (run.state === 'CANCELLED') return;
    const expiresAt = new Date((run.finishedAt?.getTime() ?? engines.clock.nowMs()) + KEPT_DAYS * 86_400_000);
    if (run.state === 'COMPLETED') await setExpiry(engines.db, { id: run.id, expiresAt });
    await tell(engines, run, expiresAt);
  },
};

async function tell(engines: Engines & { db: Db }, run: ExportRun, expiresAt: Date): Promise<void> {
  const { db, publicUrl } = engines;
  if (run.requestedBy.kind !== 'user') return;
  const person = (await listPeople(db, [run.requestedBy.id])).get(run.requestedBy.id);
  const project = await findAnyProject(db, run.projectId);
  if (!person || !project) return;
  const { table } = orderOf(run);
  const page = `${publicUrl}/project/${run.projectId}/exports`;
  const letter =
    run.state === 'COMPLETED'
      ? {
          subject: `Your export of ${table} is ready`,
          text: `The export of ${table} from the project ${project.name} is done: ${run.rows.toLocaleString('en-US')} rows.

Signed in, you find it here until ${expiresAt.toUTCString()}:
${page}
`,
        }
      : {
          subject: `Your export of ${table} failed`,
          text: `The export of ${table} from the project ${project.name} could not be finished: ${run.error ?? 'the reason is not known'}

Nothing of it was kept. Start it again; if it fails again, choose a shorter time range or fewer columns:
${page}
`,
        };
  await queueMail(engines, { to: person.email, ...letter }, { projectId: run.projectId });
}
