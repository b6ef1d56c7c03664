/**
 * People and how they prove who they are: accounts, passwords, sessions, resets. better-auth does the proving on
 * tables of ours; nobody else reads those. A change or reset of a password ends the person's other sessions, attempts
 * are limited per address in every process together, and an account says nothing yet about organizations: those
 * refer to people, never the other way round.
 */
import { feature } from '#kernel/feature';

export type { Auth, SignUpInvitations } from './auth.ts';
export { createAuth } from './create-auth.ts';
export { ensureFirstUser } from './ensure-first-user.ts';
export { openAccount, userActor } from './open-account.ts';
export { getAccount, listPeople } from './people.ts';
export { checkTotp, hasTotp } from './totp.ts';
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
