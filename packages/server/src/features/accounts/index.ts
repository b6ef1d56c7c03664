/**
 * People and how they prove who they are: accounts, passwords, sessions, resets. better-auth does the proving on
 * tables of ours; nobody else reads those. A change or reset of a password ends the person's other sessions, attempts
 * are limited per address in every process together. Before a sensitive action people prove who they are once more, step
 * by step (`startChallenge`); failures there lock only that. An account says nothing yet about organizations: those
 * refer to people, never the other way round.
 */
import { feature } from '#kernel/feature';

export type { Auth, SecondFactorChange, SignUpInvitations } from './auth.ts';
export { createAuth } from './create-auth.ts';
export { answerChallenge, ProofAnswer } from './answer-challenge.ts';
export { proofSteps, startChallenge } from './start-challenge.ts';
export { useChallenge } from './use-challenge.ts';
export { ensureFirstUser } from './ensure-first-user.ts';
export { listInstanceAdmins, setInstanceAdmin } from './instance-admins.ts';
export { isInstanceAdmin } from './is-instance-admin.ts';
export { openAccount, userActor } from './open-account.ts';
export type { ActingUser } from './open-account.ts';
export { getAccount, listPeople } from './people.ts';
export { accountProcedures } from './trpc.ts';

export const accounts = feature({
  name: 'accounts',
  owns: {
    postgres: [
      'users',
      'auth_sessions',
      'auth_accounts',
      'auth_verifications',
      'auth_rate_limits',
      'auth_second_factors',
      'challenges',
    ],
  },
});
