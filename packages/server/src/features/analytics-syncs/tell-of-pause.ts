import { tellProjectAdmins } from '#features/outbox';
import { findAnyProject } from '#features/projects';
import type { Engines } from '#kernel/ctx';
import { TOOL_NAMES } from './providers.ts';
import type { Sync } from './store/analytics-syncs.sql.ts';

/** To owners and admins, in the transaction in which the sync is paused. */
export async function tellOfPause(
  engines: Pick<Engines, 'db' | 'clock' | 'publicUrl'>,
  { projectId, provider, syncedUntil, syncedAt }: Sync,
  reason: string,
): Promise<void> {
  const project = await findAnyProject(engines.db, projectId);
  if (!project) return;
  const tool = TOOL_NAMES[provider];
  await tellProjectAdmins(engines, project, {
    subject: `Sending ${project.name} to ${tool} is paused`,
    text: `Sending what is stored of the project ${project.name} to ${tool} failed again and again, and is paused.

What the other side said last: ${reason}

${syncedAt ? `Everything that was stored before ${syncedUntil.toUTCString()} is sent.` : 'Nothing was sent yet.'} What came since goes out when it is switched on again:
${engines.publicUrl}/project/${projectId}/settings?tab=integrations
`,
  });
}
