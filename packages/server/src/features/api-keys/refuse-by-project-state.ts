import { AppError } from '#domain/errors';
import type { KeyIdentity } from './key-authenticator.ts';

/**
 * What the state of its project lets a key do. `details` name the project and the refusal, so that whoever counts
 * refused telemetry knows whose it is.
 */
export function refuseByProjectState(key: KeyIdentity, access: 'read' | 'write'): void {
  const { projectStatus, projectId } = key;
  if (projectStatus === 'PENDING_DELETION')
    throw new AppError('forbidden', `This project is being deleted and takes no data. ${wayBack(key)}`, {
      publicName: 'ProjectPendingDeletion',
      details: { projectId, refusal: 'project_pending_deletion' },
    });
  if (projectStatus === 'DISABLED' && access === 'write')
    throw new AppError('forbidden', 'This project is disabled: it can be read, but takes no new data', {
      publicName: 'ProjectDisabled',
      details: { projectId, refusal: 'project_disabled' },
    });
}

function wayBack({ purgeAfter }: KeyIdentity): string {
  return purgeAfter ? `An owner can restore it until ${purgeAfter.toISOString()}.` : 'An owner can restore it.';
}
