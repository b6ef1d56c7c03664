import { storableText } from '@tidemark/contract/storable-text';
import { z } from 'zod';
import { listInstanceAdmins, setInstanceAdmin } from '#features/accounts';
import { read, write } from '#kernel/verb';

export const adminListAdmins = read({
  input: z.object({}).default({}),
  permission: 'instance:admin',
  async run({ db, actor }) {
    const admins = await listInstanceAdmins(db);
    return admins.map(({ id, email, name, since }) => ({
      ...{ id, email, name },
      isYou: id === actor.id,
      since: since?.toISOString() ?? null,
    }));
  },
});

/** Makes somebody who has an account an admin of the instance, or no longer one. */
export const adminSetAdmin = write({
  input: z.object({
    email: z.email().max(320),
    admin: z.boolean(),
    reason: storableText().trim().min(1).max(1000),
  }),
  permission: 'instance:admin',
  run: (ctx, { email, admin }) => setInstanceAdmin(ctx.db, { email, admin }),
  audit: ({ admin, reason }, { id, email }) => ({
    action: admin ? 'admin.instance_admin_made' : 'admin.instance_admin_ended',
    entityType: 'user',
    entityId: id,
    details: { email, reason },
  }),
});
