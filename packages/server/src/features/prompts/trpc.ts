import { mutation, query, router } from '#kernel/trpc';
import { createPrompt } from './create-prompt.ts';
import { deletePrompt } from './delete-prompt.ts';
import { getPrompt } from './get-prompt.ts';
import { setPromptLabels } from './label-prompt.ts';
import { listPrompts } from './list-prompts.ts';
import { getProtectedLabels, setProtectedLabels } from './protected-labels.ts';

export const promptsRouter = router({
  list: query(listPrompts),
  get: query(getPrompt),
  create: mutation(createPrompt),
  setLabels: mutation(setPromptLabels),
  delete: mutation(deletePrompt),
  protectedLabels: router({ get: query(getProtectedLabels), set: mutation(setProtectedLabels) }),
});
