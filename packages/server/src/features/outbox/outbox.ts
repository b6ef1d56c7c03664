import { z } from 'zod';
import { findAnyProject } from '#features/projects';
import type { Chore } from '#kernel/chore';
import type { Engines } from '#kernel/ctx';
import type { Db } from '#platform/postgres/db';
import { makeCall, OutgoingCall } from './outgoing-call.ts';
import {
  claimOutbox,
  deleteOldOutbox,
  deleteOutboxRow,
  insertOutbox,
  markSent,
  postponeOutbox,
} from './store/outbox.sql.ts';
import type { OutboxRow } from './store/outbox.sql.ts';

/** A mail that shares the fate of the transaction that it is put in with. */
const QueuedMail = z.object({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  /** Dropped unless the project is still being deleted by this operation. */
  whileDeletion: z.string().optional(),
});
export type QueuedMail = z.infer<typeof QueuedMail>;

/** `projectId` is null for what is to outlive the project. */
export async function queueMail(
  { db, clock }: Pick<Engines, 'db' | 'clock'>,
  mail: QueuedMail,
  when: { projectId: string | null; dueAt?: Date | null },
): Promise<void> {
  await insertOutbox(db, {
    id: clock.newId(),
    topic: 'mail',
    payload: mail,
    projectId: when.projectId,
    dueAt: when.dueAt ?? null,
  });
}

/** A call that shares the fate of the transaction that it is put in with. */
export async function queueCall(
  { db, clock }: Pick<Engines, 'db' | 'clock'>,
  call: OutgoingCall,
  { projectId }: { projectId: string | null },
): Promise<void> {
  await insertOutbox(db, { id: clock.newId(), topic: 'call', payload: call, projectId, dueAt: null });
}

const EVERY_MS = 3000;
const AT_ONCE = 20;
const CLAIM_SECONDS = 60;
const LONGEST_WAIT_SECONDS = 3600;
/** A call that was not answered so often, within some nine hours, is given up. */
const CALL_ATTEMPTS = 17;

export const outboxChore: Chore = {
  name: 'send-outbox',
  group: 'lifecycle',
  everyMs: EVERY_MS,
  run: async (engines, signal) => {
    while (!signal.aborted && (await sendOutbox(engines)) === AT_ONCE);
  },
};

/** Sends what is due, each at least once; answers how many it took. One that cannot be sent waits and stops no other. */
export async function sendOutbox(engines: Engines): Promise<number> {
  const due = await claimOutbox(engines.db, { limit: AT_ONCE, seconds: CLAIM_SECONDS });
  for (const row of due) {
    try {
      await send(engines, row);
    } catch (error) {
      const seconds = Math.min(5 * 2 ** row.attempts, LONGEST_WAIT_SECONDS);
      await postponeOutbox(engines.db, { id: row.id, seconds, error: (error as Error).message });
      engines.log.warn({ err: error, outboxId: row.id }, 'a notice could not be sent; it is tried again');
    }
  }
  await deleteOldOutbox(engines.db);
  return due.length;
}

async function send(engines: Engines, row: OutboxRow): Promise<void> {
  if (row.topic === 'mail') return sendMail(engines, row);
  if (row.attempts > CALL_ATTEMPTS) {
    engines.log.warn({ outboxId: row.id }, 'a call was answered by nobody and is given up');
    return deleteOutboxRow(engines.db, row.id);
  }
  await makeCall(engines, OutgoingCall.parse(row.payload));
  await markSent(engines.db, row.id);
}

async function sendMail({ db, mail }: Engines, row: OutboxRow): Promise<void> {
  const { whileDeletion, ...letter } = QueuedMail.parse(row.payload);
  if (whileDeletion !== undefined && !(await isInDeletion(db, row.projectId, whileDeletion)))
    return deleteOutboxRow(db, row.id);
  await mail.send({ ...letter, id: row.id });
  await markSent(db, row.id);
}

async function isInDeletion(db: Db, projectId: string | null, deletionId: string): Promise<boolean> {
  const project = projectId === null ? null : await findAnyProject(db, projectId);
  return project?.status === 'PENDING_DELETION' && project.deletion?.id === deletionId;
}
