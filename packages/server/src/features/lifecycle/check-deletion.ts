import type { ProjectRow } from '#features/projects';
import { AppError } from '#domain/errors';
import type { ProjectCtx } from '#kernel/ctx';
import type { DeletionReason } from './deletion-reason.ts';
import { unpaidUsage } from './unpaid-usage.ts';

/** Everything that stands in the way of deleting the project; asked again at every step, since it may change. */
export async function checkDeletion(ctx: ProjectCtx, project: ProjectRow): Promise<DeletionReason[]> {
  return [...heldBy(project), ...(await unpaidUsage(ctx))];
}

/** Throws `conflict` with all the reasons in its details. */
export async function refuseHeld(ctx: ProjectCtx, project: ProjectRow): Promise<void> {
  const reasons = await checkDeletion(ctx, project);
  if (reasons.length > 0) throw heldError(reasons);
}

function heldError(reasons: readonly DeletionReason[]): AppError {
  return new AppError('conflict', reasons.map(({ message }) => message).join('. '), { details: { reasons } });
}

function heldBy({ legalHold, terminationProtection }: ProjectRow): DeletionReason[] {
  return [
    ...(legalHold === null
      ? []
      : [
          {
            code: 'legal_hold',
            message: `The project is on legal hold: ${legalHold}`,
            advice: 'Whoever runs this instance has to lift the hold.',
          },
        ]),
    ...(terminationProtection
      ? [
          {
            code: 'termination_protection',
            message: 'The project is protected from deletion',
            advice: 'An owner can take the protection away in the settings of the project.',
          },
        ]
      : []),
  ];
}
