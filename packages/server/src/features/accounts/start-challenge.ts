import { AppError } from '#domain/errors';
import type { AccountCtx } from '#kernel/ctx';
import type { Db } from '#platform/postgres/db';
import { openProofs, prepareStep, sessionOf } from './challenge.ts';
import type { ProofStep, Sensitive } from './challenge.ts';
import { countRecentChallenges, deleteOldChallenges, hasPassword, insertChallenge } from './store/challenges.sql.ts';
import { hasTotp } from './totp.ts';

export interface StartedChallenge {
  challengeId: string;
  steps: readonly ProofStep[];
  next: ProofStep;
  /** ISO time. */
  expiresAt: string;
}

const MINUTES = 10;
const PER_HOUR = 20;

/** Begins a proof of the person for one sensitive action. To be called in the transaction of a verb. */
export async function startChallenge(ctx: AccountCtx, sensitive: Sensitive): Promise<StartedChallenge> {
  await openProofs(ctx);
  if ((await countRecentChallenges(ctx.db, ctx.actor.id)) >= PER_HOUR)
    throw new AppError('limit_exceeded', 'This was begun too often within an hour', {
      details: { retryAfterSeconds: 600 },
    });
  await deleteOldChallenges(ctx.db, ctx.actor.id);
  const steps = await proofSteps(ctx.db, ctx.actor.id);
  const challengeId = ctx.clock.newId();
  const expiresAt = await insertChallenge(ctx.db, {
    ...sensitive,
    id: challengeId,
    userId: ctx.actor.id,
    sessionId: sessionOf(ctx),
    steps,
    minutes: MINUTES,
  });
  const next = steps[0] ?? 'email';
  await prepareStep(ctx, challengeId, next);
  return { challengeId, steps, next, expiresAt: expiresAt.toISOString() };
}

/** What the person has to prove, in order. The mail is always among it, so that a stolen password is never enough. */
export async function proofSteps(db: Db, userId: string): Promise<readonly ProofStep[]> {
  const [password, totp] = [await hasPassword(db, userId), await hasTotp(db, userId)];
  return [...(password ? (['password'] as const) : []), ...(totp ? (['totp'] as const) : []), 'email'];
}
