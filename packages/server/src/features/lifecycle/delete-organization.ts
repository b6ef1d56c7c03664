import { z } from 'zod';
import { ProofAnswer, answerChallenge, proofSteps, startChallenge, useChallenge } from '#features/accounts';
import { forgetKeysOfOrganization } from '#features/api-keys';
import { findOrganization, markOrganization } from '#features/organizations';
import { listProjectsInDeletion, listReadableProjects } from '#features/projects';
import { AppError } from '#domain/errors';
import type { OrganizationCtx } from '#kernel/ctx';
import { read, write } from '#kernel/verb';
import { Reason } from './delete-project.ts';
import type { DeletionReason } from './deletion-reason.ts';
import { tellOwners } from './notices.ts';

/** What stands in the way, and what has to be proven. */
export const previewOrganizationDeletion = read({
  input: z.object({}).default({}),
  permission: 'organization:delete',
  async run(ctx) {
    return {
      reasons: await reasonsAgainst(ctx),
      steps: await proofSteps(ctx.db, ctx.actor.id),
      graceDays: graceOf(ctx),
    };
  },
});

const deletionOf = (ctx: OrganizationCtx) => ({ action: 'organization.delete', target: ctx.organizationId });

export const startOrganizationDeletion = write({
  input: z.object({}).default({}),
  permission: 'organization:delete',
  async run(ctx) {
    await refuseHeld(ctx);
    return startChallenge(ctx, deletionOf(ctx));
  },
  audit: (_input, { challengeId }) => ({
    action: 'organization.deletion_started',
    entityType: 'organization',
    details: { challengeId },
  }),
});

export const answerOrganizationDeletion = write({
  input: ProofAnswer,
  permission: 'organization:delete',
  async run(ctx, answer) {
    await refuseHeld(ctx);
    return answerChallenge(ctx, deletionOf(ctx), answer);
  },
  audit: ({ step, challengeId }) => ({
    action: 'organization.deletion_proof',
    entityType: 'organization',
    details: { step, challengeId },
  }),
});

/** Nobody finds the organization from here on but its owners in the list of what is being deleted. */
export const confirmOrganizationDeletion = write({
  input: z.object({ challengeId: z.string().min(1).max(100), name: z.string().max(200), reason: Reason }),
  permission: 'organization:delete',
  committed: (ctx) => forgetKeysOfOrganization(ctx, ctx.organizationId),
  async run(ctx, { challengeId, name, reason }) {
    const organization = await findOrganization(ctx.db, ctx.organizationId);
    if (!organization) throw new AppError('not_found', 'There is no such organization');
    if (name !== organization.name)
      throw new AppError('invalid', `Type the name of the organization as it is: ${organization.name}`);
    await refuseHeld(ctx);
    await useChallenge(ctx, deletionOf(ctx), challengeId);
    const deletionId = ctx.clock.newId();
    const userId = ctx.actor.kind === 'user' ? ctx.actor.id : null;
    const mark = { id: organization.id, deletionId, userId, reason, graceDays: graceOf(ctx) };
    const marked = await markOrganization(ctx.db, mark);
    if (!marked) throw new AppError('conflict', 'The organization is being deleted already');
    const purgeAfter = marked.purgeAfter?.toISOString() ?? null;
    await tellOwners(ctx, organization.id, {
      subject: `${name} is being deleted`,
      text: `${ctx.actor.name} asked to delete the organization ${name}.

Reason: ${reason}

Its owners can take it back${purgeAfter ? ` until ${purgeAfter}` : ''}: ${ctx.publicUrl}/
`,
    });
    return { deletionId, purgeAfter };
  },
  audit: ({ reason, challengeId }, { deletionId, purgeAfter }) => ({
    action: 'organization.deletion_requested',
    entityType: 'organization',
    details: { reason, challengeId, deletionId, purgeAfter },
  }),
});

const graceOf = ({ policy: { deletion } }: OrganizationCtx) =>
  deletion.flow === 'immediate-soft' ? null : deletion.graceDays;

async function refuseHeld(ctx: OrganizationCtx): Promise<void> {
  const reasons = await reasonsAgainst(ctx);
  if (reasons.length > 0)
    throw new AppError('conflict', reasons.map(({ message }) => message).join('. '), { details: { reasons } });
}

/** An organization goes last: every project of it is deleted by its own rules, and removed for good, before. */
async function reasonsAgainst({ db, organizationId }: OrganizationCtx): Promise<DeletionReason[]> {
  const active = await listReadableProjects(db, organizationId);
  const going = await listProjectsInDeletion(db, organizationId);
  const names = (projects: readonly { name: string }[]) => projects.map(({ name }) => name).join(', ');
  const details = (projects: readonly { id: string; name: string; status: string }[]) => ({
    projects: projects.map(({ id, name, status }) => ({ id, name, state: status })),
  });
  return [
    ...(active.length === 0
      ? []
      : [
          {
            code: 'projects',
            message: `The organization has projects: ${names(active)}`,
            advice: 'Delete them first.',
            details: details(active),
          },
        ]),
    ...(going.length === 0
      ? []
      : [
          {
            code: 'projects_in_deletion',
            message: `Projects of the organization are still being deleted: ${names(going)}`,
            advice: 'Wait until they are removed for good.',
            details: details(going),
          },
        ]),
  ];
}
