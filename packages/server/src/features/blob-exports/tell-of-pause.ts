import { tellProjectAdmins } from '#features/outbox';
import { findAnyProject } from '#features/projects';
import type { Engines } from '#kernel/ctx';
import type { Schedule } from './store/blob-exports.sql.ts';

/** To owners and admins, in the transaction in which the schedule is paused. */
export async function tellOfPause(
  engines: Pick<Engines, 'db' | 'clock' | 'publicUrl'>,
  { projectId, bucket, syncedUntil, syncedAt }: Schedule,
  reason: string,
): Promise<void> {
  const project = await findAnyProject(engines.db, projectId);
  if (!project) return;
  await tellProjectAdmins(engines, project, {
    subject: `The scheduled export of ${project.name} is paused`,
    text: `The scheduled export of the project ${project.name} to ${bucket} failed again and again, and is paused.

What the other side said last: ${reason}

${syncedAt ? `Everything that was stored before ${syncedUntil.toUTCString()} is delivered.` : 'Nothing was delivered yet.'} What came since is kept, and goes out when the export is switched on again:
${engines.publicUrl}/project/${projectId}/settings?tab=exports
`,
  });
}
