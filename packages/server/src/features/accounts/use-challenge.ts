import type { AccountCtx } from '#kernel/ctx';
import { getOpenChallenge, openProofs, refuse } from './challenge.ts';
import type { Sensitive } from './challenge.ts';
import { forgetFailedProofs, markChallengeUsed } from './store/challenges.sql.ts';

/** Spends a proven challenge, once, in the transaction of the action that it opens. Throws where it does not. */
export async function useChallenge(ctx: AccountCtx, sensitive: Sensitive, challengeId: string): Promise<void> {
  const { failed } = await openProofs(ctx);
  const challenge = await getOpenChallenge(ctx, { ...sensitive, challengeId }, failed);
  if (challenge.steps_done < challenge.steps.length)
    await refuse(ctx, {
      failed,
      challengeId,
      why: 'out_of_order',
      message: 'Not every step of the confirmation has been answered',
    });
  await markChallengeUsed(ctx.db, challengeId);
  await forgetFailedProofs(ctx.db, ctx.actor.id);
}
