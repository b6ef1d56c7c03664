import { promptRoutes } from '@tidemark/contract/rest/prompts';
import { rest } from '#kernel/rest';
import { createPrompt } from './create-prompt.ts';
import { deletePrompt } from './delete-prompt.ts';
import { getPrompt } from './get-prompt.ts';
import { addPromptLabels } from './label-prompt.ts';
import { listPrompts } from './list-prompts.ts';

export const promptsRest = [
  rest(promptRoutes.create, ({ ctx, body }) => createPrompt(ctx, body)),
  rest(promptRoutes.list, async ({ ctx, query }) => {
    const { data, meta } = await listPrompts(ctx, query);
    return { data, meta, pagination: meta };
  }),
  rest(promptRoutes.get, ({ ctx, params, query }) => getPrompt(ctx, { name: params.promptName, ...query })),
  rest(promptRoutes.delete, async ({ ctx, params, query, reply }) => {
    const { deletionId } = await deletePrompt(ctx, { name: params.promptName, ...query });
    await reply.header('x-tidemark-deletion-id', deletionId).code(204).send();
    return null;
  }),
  rest(promptRoutes.label, ({ ctx, params, body }) =>
    addPromptLabels(ctx, { name: params.name, version: params.version, labels: body.newLabels }),
  ),
  rest(promptRoutes.createLegacy, ({ ctx, body }) => createPrompt(ctx, body)),
  rest(promptRoutes.getLegacy, ({ ctx, query }) => getPrompt(ctx, query)),
];
