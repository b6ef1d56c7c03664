import { listProjectAdmins } from '#features/projects';
import type { Engines } from '#kernel/ctx';
import { queueMail } from './outbox.ts';

export interface Letter {
  subject: string;
  text: string;
}

/** To everybody who owns or administers the project, in the transaction of what is told. */
export async function tellProjectAdmins(
  engines: Pick<Engines, 'db' | 'clock'>,
  project: { id: string; organizationId: string },
  letter: Letter,
  when: { dueAt?: Date; whileDeletion?: string } = {},
): Promise<void> {
  const { id: projectId, organizationId } = project;
  for (const { email } of await listProjectAdmins(engines.db, { organizationId, projectId }))
    await queueMail(
      engines,
      { to: email, ...letter, ...(when.whileDeletion && { whileDeletion: when.whileDeletion }) },
      { projectId, dueAt: when.dueAt ?? null },
    );
}
