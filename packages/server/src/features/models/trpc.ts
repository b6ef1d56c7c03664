import { mutation, query, router } from '#kernel/trpc';
import { createModel } from './create-model.ts';
import { deleteModel } from './delete-model.ts';
import { listModels } from './list-models.ts';

export const modelsRouter = router({
  list: query(listModels),
  create: mutation(createModel),
  delete: mutation(deleteModel),
});
