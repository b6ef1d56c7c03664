import { mutation } from '#kernel/trpc';
import { updateAccount } from './update-account.ts';

/** Procedures, not a router: the app puts `me` beside them, which a later feature answers. */
export const accountProcedures = { update: mutation(updateAccount) };
