import { randomInt } from 'node:crypto';
import type { AccountCtx } from '#kernel/ctx';
import { AppError } from '#domain/errors';
import { mails } from './mails.ts';
import {
  countChallengeFailure,
  countFailedProof,
  findChallenge,
  lockProofs,
  lockProofsFor,
  setCode,
} from './store/challenges.sql.ts';
import type { ChallengeRow } from './store/challenges.sql.ts';

/** In this order. A person without a password, who signs in elsewhere, begins with the next one. */
export const PROOF_STEPS = ['password', 'totp', 'email'] as const;
export type ProofStep = (typeof PROOF_STEPS)[number];

/** What a challenge is for: it opens this action on this target, for this person in this session, and nothing else. */
export interface Sensitive {
  action: string;
  target: string;
}

const FAILURES_UNTIL_LOCK = 5;
const LOCK_MINUTES = 15;
const CODE_DIGITS = 6;

/** Throws when failures have locked the person's proofs; holds all others of them until the end of the transaction. */
export async function openProofs(ctx: AccountCtx): Promise<{ failed: number }> {
  if (ctx.actor.kind !== 'user') throw new AppError('forbidden', 'Only a signed-in person can do this');
  const proofs = await lockProofs(ctx.db, ctx.actor.id);
  if (!proofs) throw new AppError('not_found', 'There is no such account');
  if (!proofs.lockedUntil) return { failed: proofs.failed };
  throw lockedUntil(proofs.lockedUntil, ctx.clock.nowMs());
}

function lockedUntil(until: Date, nowMs: number): AppError {
  const minutes = Math.max(1, Math.ceil((until.getTime() - nowMs) / 60_000));
  return new AppError('limit_exceeded', `Too many wrong answers. Try again in ${minutes} minutes`, {
    details: { lockedUntil: until.toISOString(), retryAfterSeconds: minutes * 60 },
  });
}

/** The challenge, when it is this person's for this action in this session and still good; else the attempt is counted. */
export async function getOpenChallenge(
  ctx: AccountCtx,
  asked: Sensitive & { challengeId: string },
  failed: number,
): Promise<ChallengeRow> {
  const challenge = await findChallenge(ctx.db, { id: asked.challengeId, userId: ctx.actor.id });
  const bound =
    challenge !== null &&
    challenge.session_id === sessionOf(ctx) &&
    challenge.action === asked.action &&
    challenge.target === asked.target;
  if (!bound) return refuse(ctx, { failed, why: 'foreign', message: 'This confirmation was begun for something else' });
  if (challenge.used_at) return refuse(ctx, { failed, why: 'used', message: 'This confirmation has been used' });
  if (challenge.expired)
    return refuse(ctx, {
      failed,
      why: 'expired',
      message: 'This confirmation took longer than ten minutes; begin again',
    });
  return challenge;
}

export const sessionOf = (ctx: AccountCtx) => ctx.actor.sessionId ?? '';

/** Counts a failure, locks at the last one, and throws. What was counted stays, whatever becomes of the verb. */
export async function refuse(
  ctx: AccountCtx,
  failure: { failed: number; why: string; message: string; challengeId?: string },
): Promise<never> {
  const { db, actor } = ctx;
  const attemptsLeft = Math.max(0, FAILURES_UNTIL_LOCK - failure.failed - 1);
  if (failure.challengeId) await countChallengeFailure(db, failure.challengeId);
  await countFailedProof(db, actor.id);
  await ctx.audit({ action: 'proof.failed', entityType: 'user', entityId: actor.id, details: { why: failure.why } });
  if (attemptsLeft === 0) await lock(ctx);
  const left = attemptsLeft === 0 ? `Try again in ${LOCK_MINUTES} minutes` : `Attempts left: ${attemptsLeft}`;
  throw new AppError('forbidden', `${failure.message}. ${left}`, {
    details: { proof: failure.why, attemptsLeft },
    keepsWork: true,
  });
}

async function lock(ctx: AccountCtx) {
  const { db, actor, mail, log } = ctx;
  await lockProofsFor(db, actor.id, LOCK_MINUTES);
  await ctx.audit({
    action: 'proof.locked',
    entityType: 'user',
    entityId: actor.id,
    details: { minutes: LOCK_MINUTES },
  });
  await mail
    .send(mails.proofsLocked({ to: actor.name, minutes: LOCK_MINUTES }))
    .catch((err: unknown) => log.error({ err }, 'the mail about locked proofs could not be sent'));
}

/** Sends the code when it is its turn. Rejects when the mail does, and the step before has to be answered again. */
export async function prepareStep(ctx: AccountCtx, challengeId: string, step: ProofStep | null): Promise<void> {
  if (step !== 'email') return;
  const code = String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
  await setCode(ctx.db, { id: challengeId, codeHash: hashCode(ctx, challengeId, code) });
  await ctx.mail.send(mails.proofCode({ to: ctx.actor.name, code })).catch((cause: unknown) => {
    throw new AppError('unavailable', 'The mail with the code could not be sent', { cause });
  });
}

export function hashCode({ secrets }: Pick<AccountCtx, 'secrets'>, challengeId: string, code: string): Buffer {
  return secrets.mac('challenge-codes', `${challengeId}:${code}`);
}
