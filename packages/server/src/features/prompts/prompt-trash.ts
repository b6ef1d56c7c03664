import type { TrashRule } from '#kernel/feature';
import { announceChange } from './prompt-cache.ts';
import { freeNameOf, giveBackVersions, purgeVersions, selectNameTaken } from './store/deleted-prompts.sql.ts';

const tables = ['prompts', 'prompt_references'];

const purge: TrashRule['purge'] = async ({ db }, { projectId, id }) => ({
  prompts: await purgeVersions(db, { projectId, deletionId: id }),
});

/** A whole prompt gets another name when a new prompt has taken its own. */
export const promptTrash: TrashRule = {
  entityType: 'prompt',
  tables,
  async restore(engines, { db, projectId, id }) {
    const name = await freeNameOf(db, { projectId, deletionId: id });
    if (!name) return { counts: { prompts: 0 }, renamed: [] };
    const now = new Date(engines.clock.nowMs());
    const prompts = await giveBackVersions(db, { projectId, deletionId: id, name: name.to, now });
    await announceChange(engines, db, projectId);
    return { counts: { prompts }, renamed: name.from === name.to ? [] : [name] };
  },
  purge,
};

/** Single versions go back among the others, whose labels they do not take away again. */
export const promptVersionTrash: TrashRule = {
  entityType: 'prompt-version',
  tables,
  async restore(engines, { db, projectId, id }) {
    const name = await selectNameTaken(db, { projectId, deletionId: id });
    if (name === null) return { counts: { prompts: 0 }, renamed: [] };
    const now = new Date(engines.clock.nowMs());
    const prompts = await giveBackVersions(db, { projectId, deletionId: id, name, now });
    await announceChange(engines, db, projectId);
    return { counts: { prompts }, renamed: [] };
  },
  purge,
};
