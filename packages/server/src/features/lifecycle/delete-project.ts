import { z } from 'zod';
import { singleLine } from '@tidemark/contract/single-line';
import { ProofAnswer, answerChallenge, proofSteps, startChallenge, useChallenge } from '#features/accounts';
import { countWaiting } from '#features/ingestion';
import { findAnyProject } from '#features/projects';
import type { ProjectRow } from '#features/projects';
import { AppError } from '#domain/errors';
import type { ProjectCtx } from '#kernel/ctx';
import type { Feature } from '#kernel/feature';
import { read, write } from '#kernel/verb';
import { checkDeletion, refuseHeld } from './check-deletion.ts';
import { markProject, suspendKeys } from './mark-project.ts';
import { countContents } from './purge/count-contents.ts';

const DAY_MS = 86_400_000;
export const Reason = singleLine({ min: 3, max: 500 });

/** What would go, what stands in the way, what has to be proven, and when it would be final. Changes nothing. */
export const previewProjectDeletion = (features: readonly Feature[]) =>
  read({
    input: z.object({}).default({}),
    permission: 'project:delete',
    async run(ctx) {
      const project = await getProject(ctx);
      const { graceDays, flow } = ctx.policy.deletion;
      const contents = await countContents(ctx, features, ctx.projectId);
      const tables = { ...contents.postgres, ...contents.clickhouse };
      const counts = [
        ...Object.entries(tables).map(([kind, { rows, bytes }]) => ({ kind, count: rows, bytes })),
        { kind: 'files', count: contents.blobs.objects, bytes: contents.blobs.bytes },
      ];
      const never = flow === 'immediate-soft';
      return {
        name: project.name,
        counts: counts.filter(({ count }) => count > 0),
        reasons: await checkDeletion(ctx, project),
        running: { segments: await countWaiting(ctx.db, ctx.projectId), jobs: contents.jobs },
        steps: await proofSteps(ctx.db, ctx.actor.id),
        graceDays: never ? null : graceDays,
        /** ISO time, were it asked for now; null is never. */
        purgeAfter: never ? null : new Date(ctx.clock.nowMs() + graceDays * DAY_MS).toISOString(),
      };
    },
  });

const deletionOf = (ctx: ProjectCtx) => ({ action: 'project.delete', target: ctx.projectId });

/** Begins the proof that it is the person who asks. */
export const startProjectDeletion = write({
  input: z.object({}).default({}),
  permission: 'project:delete',
  async run(ctx) {
    await refuseHeld(ctx, await getProject(ctx));
    return startChallenge(ctx, deletionOf(ctx));
  },
  audit: (_input, { challengeId }) => ({
    action: 'project.deletion_started',
    entityType: 'project',
    details: { challengeId },
  }),
});

/** One step of the proof; `next` is null when all is proven. */
export const answerProjectDeletion = write({
  input: ProofAnswer,
  permission: 'project:delete',
  async run(ctx, answer) {
    await refuseHeld(ctx, await getProject(ctx));
    return answerChallenge(ctx, deletionOf(ctx), answer);
  },
  audit: ({ step, challengeId }) => ({
    action: 'project.deletion_proof',
    entityType: 'project',
    details: { step, challengeId },
  }),
});

/** The project is being deleted from here on: when this answers no key of it opens anything, in any process. */
export const confirmProjectDeletion = write({
  input: z.object({ challengeId: z.string().min(1).max(100), name: z.string().max(200), reason: Reason }),
  permission: 'project:delete',
  committed: (ctx) => suspendKeys(ctx, ctx.projectId),
  async run(ctx, { challengeId, name, reason }) {
    const project = await getProject(ctx);
    if (name !== project.name) throw new AppError('invalid', `Type the name of the project as it is: ${project.name}`);
    await refuseHeld(ctx, project);
    await useChallenge(ctx, deletionOf(ctx), challengeId);
    const { status, deletion } = await markProject(ctx, project, { reason });
    return { state: status, deletionId: deletion.id, purgeAfter: deletion.purgeAfter?.toISOString() ?? null };
  },
  audit: ({ reason, challengeId }, { deletionId, purgeAfter }) => ({
    action: 'project.deletion_requested',
    entityType: 'project',
    details: { reason, challengeId, deletionId, purgeAfter },
  }),
});

async function getProject(ctx: ProjectCtx): Promise<ProjectRow> {
  const project = await findAnyProject(ctx.db, ctx.projectId);
  if (!project) throw new AppError('not_found', 'There is no such project');
  return project;
}
