import { LATEST, NewPromptVersion } from '@tidemark/contract/rest/prompts';
import type { PublicPrompt } from '@tidemark/contract/rest/prompts';
import { AppError } from '#domain/errors';
import type { ProjectCtx } from '#kernel/ctx';
import { write } from '#kernel/verb';
import { referencesIn, resolveReferences } from './composition.ts';
import { findVersions } from './find-versions.ts';
import { guardLabels } from './guard-labels.ts';
import { announceChange, forgetPrompts } from './prompt-cache.ts';
import { viewPrompt } from './prompt-view.ts';
import { insertReferences } from './store/prompt-references.sql.ts';
import { insertVersion, lockName, selectName, setTags, takeLabels } from './store/prompts.sql.ts';
import type { NewVersion } from './store/prompts.sql.ts';

/**
 * A new version; the first one makes the prompt. Its labels leave the versions that had them, its tags are those of
 * all versions from then on. Requests at the same moment get versions one after the other.
 */
export const createPrompt = write({
  input: NewPromptVersion,
  permission: 'prompts:write',
  audit: ({ commitMessage }, { id, name, version, labels }: PublicPrompt) => ({
    action: 'prompts.create',
    entityType: 'prompt',
    entityId: id,
    details: { name, version, labels, ...(commitMessage ? { commitMessage } : {}) },
  }),
  committed: (ctx) => forgetPrompts(ctx, ctx.projectId),
  async run(ctx, input) {
    const { db, projectId } = ctx;
    await lockName(db, { projectId, name: input.name });
    const before = await selectName(db, { projectId, name: input.name });
    const made = await newVersion(ctx, input, before);
    await guardLabels(ctx, made.labels);
    const { now, name, tags, labels } = made;
    if (labels.length > 0) await takeLabels(db, { projectId, name, now, labels, except: made.id });
    await insertVersion(db, made);
    await setTags(db, { projectId, name, now, tags });
    await insertReferences(db, { projectId, promptId: made.id, references: referencesIn(made.prompt) });
    const row = { ...made, isLatest: true, createdAt: now, updatedAt: now };
    await resolveReferences(row, (wanted) => findVersions(ctx, projectId, wanted));
    await announceChange(ctx, db, projectId);
    return viewPrompt(projectId, row, null);
  },
});

async function newVersion(
  ctx: ProjectCtx,
  input: NewPromptVersion,
  before: Awaited<ReturnType<typeof selectName>>,
): Promise<NewVersion> {
  const type = input.type ?? 'text';
  if (before.type !== null && before.type !== type)
    throw new AppError(
      'invalid',
      `Previous versions of '${input.name}' are ${before.type} prompts, and the type of a prompt cannot change`,
    );
  return {
    id: ctx.clock.newId(),
    projectId: ctx.projectId,
    name: input.name,
    version: before.highest + 1,
    type,
    prompt: input.prompt,
    labels: [...new Set(input.labels)].filter((label) => label !== LATEST),
    tags: input.tags ? [...new Set(input.tags)] : before.tags,
    config: input.config ?? {},
    commitMessage: input.commitMessage || null,
    createdBy: ctx.actor.kind === 'user' ? ctx.actor.id : 'API',
    now: new Date(ctx.clock.nowMs()),
  };
}
