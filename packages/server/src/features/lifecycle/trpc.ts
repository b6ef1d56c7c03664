import type { Feature } from '#kernel/feature';
import { mutation, query, router } from '#kernel/trpc';
import { adminRouter } from './admin/trpc.ts';
import {
  answerProjectDeletion,
  confirmProjectDeletion,
  previewProjectDeletion,
  startProjectDeletion,
} from './delete-project.ts';
import {
  answerOrganizationDeletion,
  confirmOrganizationDeletion,
  previewOrganizationDeletion,
  startOrganizationDeletion,
} from './delete-organization.ts';
import { listPendingOrganizations, restoreOrganization } from './restore-organization.ts';
import { listPendingProjects, projectDeletionStatus } from './project-deletion-status.ts';
import { restoreProject } from './restore-project.ts';
import { setProjectEnabled } from './set-project-enabled.ts';
import { getRetention, setRetention } from './retention/retention-settings.ts';
import { subjectsRouter } from './subjects/trpc.ts';
import { trashRouter } from './trash/trpc.ts';

export const lifecycleRouter = (features: readonly Feature[]) =>
  router({
    projectDeletion: router({
      preview: query(previewProjectDeletion(features)),
      start: mutation(startProjectDeletion),
      answer: mutation(answerProjectDeletion),
      confirm: mutation(confirmProjectDeletion),
      restore: mutation(restoreProject),
      status: query(projectDeletionStatus),
    }),
    organizationDeletion: router({
      preview: query(previewOrganizationDeletion),
      start: mutation(startOrganizationDeletion),
      answer: mutation(answerOrganizationDeletion),
      confirm: mutation(confirmOrganizationDeletion),
      pending: query(listPendingOrganizations),
      restore: mutation(restoreOrganization),
    }),
    pendingProjects: query(listPendingProjects),
    setProjectEnabled: mutation(setProjectEnabled),
    trash: trashRouter(features),
    retention: router({ get: query(getRetention), set: mutation(setRetention) }),
    subjectErasure: subjectsRouter,
    admin: adminRouter(features),
  });
