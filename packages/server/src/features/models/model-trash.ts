import type { TrashRule } from '#kernel/feature';
import { giveBackModels, purgeModels } from './store/deleted-models.sql.ts';

/** A model comes back with its tiers and prices; what was stored meanwhile keeps the cost it got without it. */
export const modelTrash: TrashRule = {
  entityType: 'model',
  tables: ['models', 'model_tiers'],
  async restore(_engines, { db, projectId, id }) {
    const names = await giveBackModels(db, { projectId, deletionId: id });
    return { counts: { models: names.length }, renamed: names.filter(({ from, to }) => from !== to) };
  },
  purge: async ({ db }, { projectId, id }) => ({ models: await purgeModels(db, { projectId, deletionId: id }) }),
};
