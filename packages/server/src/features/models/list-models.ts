import { z } from 'zod';
import { read } from '#kernel/verb';
import { PUBLIC_PRICES_AS_OF } from './public-models.ts';
import { PUBLIC_DEFINITIONS } from './public-registry.ts';
import { selectModels } from './store/models.sql.ts';
import { viewModel } from './view.ts';
import type { ModelView } from './view.ts';

export interface ModelList {
  /** The project's own first: that is the order in which they are tried. */
  models: ModelView[];
  /** ISO date on which the public prices were read. */
  publicPricesAsOf: string;
}

export const listModels = read({
  input: z.object({}),
  permission: 'models:read',
  async run(ctx): Promise<ModelList> {
    const own = await selectModels(ctx.db, ctx.projectId);
    return {
      models: [
        ...own.map((model) => viewModel(model, 'project')),
        ...PUBLIC_DEFINITIONS.map((model) => viewModel(model, 'public')),
      ],
      publicPricesAsOf: PUBLIC_PRICES_AS_OF,
    };
  },
});
