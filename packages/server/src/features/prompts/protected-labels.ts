import { LATEST, PromptLabel } from '@tidemark/contract/rest/prompts';
import { z } from 'zod';
import { read, write } from '#kernel/verb';
import { replaceProtectedLabels, selectProtectedLabels } from './store/protected-labels.sql.ts';

export const getProtectedLabels = read({
  input: z.object({}),
  permission: 'prompts:read',
  run: async (ctx): Promise<{ labels: string[] }> => ({ labels: await selectProtectedLabels(ctx.db, ctx.projectId) }),
});

/** Labels that from then on only admins and keys move. */
export const setProtectedLabels = write({
  input: z.object({
    labels: z
      .array(PromptLabel)
      .max(100)
      .refine((labels) => !labels.includes(LATEST), `The label '${LATEST}' moves by itself and cannot be protected`),
  }),
  permission: 'protectedPromptLabels:write',
  audit: ({ labels }) => ({ action: 'prompts.protectLabels', entityType: 'project', details: { labels } }),
  async run(ctx, { labels }): Promise<{ labels: string[] }> {
    const kept = [...new Set(labels)].sort();
    await replaceProtectedLabels(ctx.db, ctx.projectId, kept);
    return { labels: kept };
  },
});
