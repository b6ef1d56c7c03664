import { storableText } from '@tidemark/contract/storable-text';
import { z } from 'zod';
import { forgetKeysOfProject } from '#features/api-keys';
import { changeProjectState } from '#features/projects';
import { write } from '#kernel/verb';

/** A disabled project can be read and takes no data. Asking for what is already so changes nothing. */
export const setProjectEnabled = write({
  input: z.object({ enabled: z.boolean(), reason: storableText().trim().max(1000).default('') }),
  permission: 'project:update',
  audit: ({ enabled, reason }) => ({
    action: enabled ? 'project.enabled' : 'project.disabled',
    entityType: 'project',
    ...(reason === '' ? {} : { details: { reason } }),
  }),
  committed: (ctx) => forgetKeysOfProject(ctx, ctx.projectId),
  async run(ctx, { enabled }) {
    const [from, to] = enabled ? (['DISABLED', 'ACTIVE'] as const) : (['ACTIVE', 'DISABLED'] as const);
    const changed = await changeProjectState(ctx.db, { projectId: ctx.projectId, from: [from], to });
    return { state: to, changed: changed !== null };
  },
});
