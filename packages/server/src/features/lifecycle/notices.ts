import { findOrganization, listMembersOf } from '#features/organizations';
import { queueMail, tellProjectAdmins } from '#features/outbox';
import type { Letter } from '#features/outbox';
import type { ProjectRow } from '#features/projects';
import { callWebhooks } from '#features/webhooks';
import type { Engines } from '#kernel/ctx';

type NoticeEngines = Pick<Engines, 'db' | 'clock' | 'publicUrl' | 'secrets'>;

const REMIND_BEFORE_MS = 48 * 3_600_000;

/** At marking, and 48 hours before the end where that is still to come. */
export async function tellOfMark(engines: NoticeEngines, project: ProjectRow, by: string): Promise<void> {
  const { deletion } = project;
  if (!deletion) return;
  const organization = await organizationName(engines, project);
  const { purgeAfter, reason, id } = deletion;
  await callWebhooks(engines, {
    organizationId: project.organizationId,
    projectId: project.id,
    event: {
      type: 'project.deletion_requested',
      data: {
        project: { id: project.id, name: project.name },
        deletionId: id,
        reason,
        by,
        purgeAfter: purgeAfter?.toISOString() ?? null,
      },
    },
  });
  const back = `It can be taken back${purgeAfter ? ` until ${purgeAfter.toUTCString()}` : ''} by owners and admins, on the page of the organization: ${engines.publicUrl}/`;
  await tellProjectAdmins(engines, project, {
    subject: `${project.name} is being deleted`,
    text: `${by} asked to delete the project ${project.name} of ${organization}.

Reason: ${reason}

Its API keys are suspended since then, and nobody sees its data.
${back}
${purgeAfter ? 'After that everything in it is removed, and nothing brings it back.' : 'Nothing is removed for good.'}
`,
  });
  if (!purgeAfter) return;
  const dueAt = new Date(purgeAfter.getTime() - REMIND_BEFORE_MS);
  if (dueAt.getTime() <= engines.clock.nowMs()) return;
  const reminder = {
    subject: `${project.name} will be removed for good in two days`,
    text: `The project ${project.name} of ${organization} is being deleted.

${back}
After that everything in it is removed, and nothing brings it back.
`,
  };
  await tellProjectAdmins(engines, project, reminder, { dueAt, whileDeletion: id });
}

export async function tellOfRestore(
  engines: NoticeEngines,
  project: ProjectRow,
  about: { by: string; keys: 'resumed' | 'replaced' },
): Promise<void> {
  const organization = await organizationName(engines, project);
  await callWebhooks(engines, {
    organizationId: project.organizationId,
    projectId: project.id,
    event: {
      type: 'project.restored',
      data: { project: { id: project.id, name: project.name }, by: about.by, keys: about.keys },
    },
  });
  await tellProjectAdmins(engines, project, {
    subject: `${project.name} is back`,
    text: `${about.by} took back the deletion of the project ${project.name} of ${organization}.

${about.keys === 'resumed' ? 'Its API keys work again.' : 'Its former API keys are revoked; there is a new one.'}
`,
  });
}

/** Tells of the end; to be called with whom to tell while the project still has its people. */
export async function tellOfPurge(
  engines: NoticeEngines,
  project: { id: string; name: string; organizationId: string },
  to: { admins: readonly { email: string }[]; certificateId: string },
): Promise<void> {
  const letter = {
    subject: `${project.name} was removed for good`,
    text: `Everything of the project ${project.name} is removed, and counting afterwards found nothing of it. The certificate:

${engines.publicUrl}/api/public/deletion-certificates/${to.certificateId}
`,
  };
  const certificateUrl = `${engines.publicUrl}/api/public/deletion-certificates/${to.certificateId}`;
  await callWebhooks(engines, {
    organizationId: project.organizationId,
    projectId: null,
    event: {
      type: 'project.purged',
      data: { project: { id: project.id, name: project.name }, certificateId: to.certificateId, certificateUrl },
    },
  });
  // Of no project, since there is none any more.
  for (const { email } of to.admins) await queueMail(engines, { to: email, ...letter }, { projectId: null });
}

/** To the owners of an organization, who alone can take its deletion back. */
export async function tellOwners(engines: NoticeEngines, organizationId: string, letter: Letter): Promise<void> {
  const members = await listMembersOf(engines.db, organizationId);
  for (const { email, role } of members)
    if (role === 'OWNER') await queueMail(engines, { to: email, ...letter }, { projectId: null });
}

async function organizationName(engines: NoticeEngines, { organizationId }: Pick<ProjectRow, 'organizationId'>) {
  return (await findOrganization(engines.db, organizationId))?.name ?? 'your organization';
}
