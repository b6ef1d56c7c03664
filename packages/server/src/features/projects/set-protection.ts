import { z } from 'zod';
import { write } from '#kernel/verb';
import { updateProjectRow } from './store/projects.sql.ts';

/** A protected project cannot be deleted until somebody has taken the protection away. */
export const setProtection = write({
  input: z.object({ terminationProtection: z.boolean() }),
  permission: 'project:delete',
  audit: (input) => ({ action: 'project.set_protection', entityType: 'project', details: input }),
  async run(ctx, { terminationProtection }) {
    await updateProjectRow(ctx.db, ctx.projectId, { terminationProtection, at: new Date(ctx.clock.nowMs()) });
    return { terminationProtection };
  },
});
