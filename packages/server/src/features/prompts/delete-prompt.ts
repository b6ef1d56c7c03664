import { storableText } from '@tidemark/contract/storable-text';
import { LATEST } from '@tidemark/contract/rest/prompts';
import { z } from 'zod';
import { openDeletion } from '#features/deletions';
import { AppError } from '#domain/errors';
import { write } from '#kernel/verb';
import { guardLabels } from './guard-labels.ts';
import { announceChange, forgetPrompts } from './prompt-cache.ts';
import { refuseMissed } from './refuse-missed.ts';
import { takeVersions } from './store/deleted-prompts.sql.ts';
import { lockName, selectNameVersions } from './store/prompts.sql.ts';

export interface DeletedPrompt {
  deletionId: string;
  name: string;
  versions: number[];
}

/**
 * A prompt with all of its versions, or those that have a number or a label. They can be restored for some days.
 * Refused while other prompts refer to what would go.
 */
export const deletePrompt = write({
  input: z.object({
    name: storableText().min(1).max(255),
    version: z.number().int().optional(),
    label: z.string().optional(),
    reason: storableText().max(1000).optional(),
  }),
  permission: 'prompts:write',
  audit: (_, { deletionId, name, versions }: DeletedPrompt) => ({
    action: 'prompts.delete',
    entityType: 'prompt',
    entityId: name,
    details: { deletionId, versions },
  }),
  committed: (ctx) => forgetPrompts(ctx, ctx.projectId),
  async run(ctx, { name, version, label, reason = '' }): Promise<DeletedPrompt> {
    const { db, projectId } = ctx;
    await lockName(db, { projectId, name });
    const all = await selectNameVersions(db, { projectId, name });
    const [newest] = all;
    const gone = all
      .filter((row) => version === undefined || row.version === version)
      .filter((row) => label === undefined || row.labels.includes(label) || (label === LATEST && row === newest));
    if (gone.length === 0) throw new AppError('not_found', `Prompt not found: '${name}'`);
    const [versions, labels] = [gone.map((row) => row.version), gone.flatMap((row) => row.labels)];
    const isLast = gone.length === all.length;
    await guardLabels(ctx, labels);
    const ids = gone.map((row) => row.id);
    await refuseMissed(db, { projectId, name, versions, labels, except: ids, isLast });
    const isWhole = version === undefined && label === undefined;
    const deletionId = await openDeletion(ctx, {
      entityType: isWhole ? 'prompt' : 'prompt-version',
      entityId: name,
      entityName: isWhole ? name : `${name} ${versions.map((one) => `v${one}`).join(', ')}`.slice(0, 1000),
      selection: { name, version, label },
      reason,
      state: 'HIDDEN',
      counts: { prompts: gone.length },
    });
    await takeVersions(db, { projectId, ids, deletionId, by: ctx.actor.name, reason });
    await announceChange(ctx, db, projectId);
    return { deletionId, name, versions };
  },
});
