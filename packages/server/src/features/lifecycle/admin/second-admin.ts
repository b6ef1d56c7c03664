import { listInstanceAdmins } from '#features/accounts';
import { AppError } from '#domain/errors';
import type { AccountCtx } from '#kernel/ctx';
import { insertRequest, selectOpenRequests, useRequests } from '../store/admin-requests.sql.ts';

export type Confirmation = { by: 'two'; first: string } | { by: 'one'; expiresAt: string };

const HOURS = 24;

/**
 * What cannot be undone takes two admins who ask for the same within a day. The first request is only remembered; the
 * second, by somebody else, uses it up. Asking twice oneself confirms nothing, and who was made an admin within
 * the last day has no say: or one admin would make the second one for the occasion.
 */
export async function confirmBySecond(
  ctx: AccountCtx,
  wanted: { action: string; target: string; reason: string },
): Promise<Confirmation> {
  const { db, actor, clock } = ctx;
  const open = await selectOpenRequests(db, wanted);
  if ((await listInstanceAdmins(db)).find(({ id }) => id === actor.id)?.isNew)
    throw new AppError('precondition_failed', 'You became an admin less than a day ago; ask for this tomorrow');
  const first = open.find(({ askedById }) => askedById !== actor.id);
  if (first) {
    await useRequests(db, { ...wanted, confirmedBy: actor.id });
    return { by: 'two', first: first.askedByName };
  }
  const own = open[0];
  const expiresAt =
    own?.expiresAt ??
    (await insertRequest(db, {
      ...wanted,
      id: clock.newId(),
      askedBy: { id: actor.id, name: actor.name },
      hours: HOURS,
    }));
  return { by: 'one', expiresAt: expiresAt.toISOString() };
}
