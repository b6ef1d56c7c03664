import { timingSafeEqual } from 'node:crypto';
import { verifyPassword } from 'better-auth/crypto';
import { z } from 'zod';
import type { AccountCtx } from '#kernel/ctx';
import { getOpenChallenge, hashCode, openProofs, prepareStep, refuse } from './challenge.ts';
import type { ProofStep, Sensitive } from './challenge.ts';
import { findPasswordHash, passStep } from './store/challenges.sql.ts';
import type { ChallengeRow } from './store/challenges.sql.ts';
import { checkTotp } from './totp.ts';

const challengeId = z.string().min(1).max(100);

/** The answer to the next step of a challenge. */
export const ProofAnswer = z.discriminatedUnion('step', [
  z.object({ challengeId, step: z.literal('password'), password: z.string().min(1).max(200) }),
  z.object({ challengeId, step: z.literal('totp'), totp: z.string().min(1).max(20) }),
  z.object({ challengeId, step: z.literal('email'), code: z.string().min(1).max(20) }),
]);
export type ProofAnswer = z.output<typeof ProofAnswer>;

/**
 * Takes one answer; `next` is null when everything is proven. Throws `forbidden` for a wrong answer, one out of turn and
 * a challenge that is not for this. To be called in the transaction of a verb.
 */
export async function answerChallenge(
  ctx: AccountCtx,
  sensitive: Sensitive,
  answer: ProofAnswer,
): Promise<{ next: ProofStep | null }> {
  const { failed } = await openProofs(ctx);
  const challenge = await getOpenChallenge(ctx, { ...sensitive, challengeId: answer.challengeId }, failed);
  const about = { failed, challengeId: challenge.id };
  if (challenge.steps[challenge.steps_done] !== answer.step)
    return refuse(ctx, { ...about, why: 'out_of_order', message: 'This is not the step that is asked for now' });
  if (!(await isRight(ctx, challenge, answer)))
    return refuse(ctx, { ...about, why: `wrong_${answer.step}`, message: WRONG[answer.step] });
  await passStep(ctx.db, challenge.id);
  const next = (challenge.steps[challenge.steps_done + 1] ?? null) as ProofStep | null;
  await prepareStep(ctx, challenge.id, next);
  return { next };
}

const WRONG: Record<ProofStep, string> = {
  password: 'The password is wrong',
  totp: 'The code of the authenticator app is wrong or was used already',
  email: 'The code from the mail is wrong',
};

async function isRight(ctx: AccountCtx, challenge: ChallengeRow, answer: ProofAnswer): Promise<boolean> {
  if (answer.step === 'totp') return checkTotp(ctx, { userId: ctx.actor.id, code: answer.totp });
  if (answer.step === 'email') {
    const given = hashCode(ctx, challenge.id, answer.code);
    return challenge.code_hash !== null && timingSafeEqual(given, challenge.code_hash);
  }
  const hash = await findPasswordHash(ctx.db, ctx.actor.id);
  return hash !== null && verifyPassword({ hash, password: answer.password });
}
