import type { PromptMeta } from '@tidemark/contract/rest/prompts';
import { promptRoutes } from '@tidemark/contract/rest/prompts';
import { read } from '#kernel/verb';
import { selectNames } from './store/prompt-list.sql.ts';
import type { ListedPrompt } from './store/prompt-list.sql.ts';

/** Prompts by name, the last changed first. */
export const listPrompts = read({
  input: promptRoutes.list.query,
  permission: 'prompts:read',
  async run(ctx, { page, limit, fromUpdatedAt, toUpdatedAt, ...filter }) {
    const { rows, total } = await selectNames(
      ctx.db,
      { projectId: ctx.projectId, ...filter, from: fromUpdatedAt, to: toUpdatedAt },
      { limit, offset: (page - 1) * limit },
    );
    const data: PromptMeta[] = rows.map(viewMeta);
    return { data, meta: { page, limit, totalItems: total, totalPages: Math.ceil(total / limit) } };
  },
});

function viewMeta({ name, type, versions, labels, tags, lastUpdatedAt, lastConfig }: ListedPrompt): PromptMeta {
  return { name, type, versions, labels, tags, lastUpdatedAt: lastUpdatedAt.toISOString(), lastConfig };
}
