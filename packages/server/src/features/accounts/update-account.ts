import { z } from 'zod';
import { singleLine } from '@tidemark/contract/single-line';
import { write } from '#kernel/verb';
import { updateUserName } from './store/users.sql.ts';

/** The person's own name. */
export const updateAccount = write({
  input: z.object({ name: singleLine({ min: 1, max: 100 }) }),
  permission: 'account:self',
  audit: 'account.update',
  async run(ctx, { name }) {
    await updateUserName(ctx.db, { id: ctx.actor.id, name, updatedAt: new Date(ctx.clock.nowMs()) });
    return { name };
  },
});
