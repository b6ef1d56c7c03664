import type { Feature } from '#kernel/feature';
import { mutation, query, router } from '#kernel/trpc';
import {
  adminCreateProject,
  adminGetProject,
  adminLegalHold,
  adminListProjects,
  adminMarkProject,
  adminUpdateProject,
} from './admin-projects.ts';
import { adminCleanup } from './cleanup-old-deletions.ts';
import { adminDeletedEntities } from './deleted-entities.ts';
import { adminDeletionStats } from './deletion-stats.ts';
import { adminListAdmins, adminSetAdmin } from './instance-admins.ts';
import { adminPurgeOperation } from './purge-entity.ts';
import { adminPurgeProject } from './purge-project-now.ts';
import { adminRestore } from './restore-entity.ts';
import { adminRetryPurge } from './retry-purge.ts';

export const adminRouter = (features: readonly Feature[]) =>
  router({
    projects: query(adminListProjects),
    project: query(adminGetProject),
    createProject: mutation(adminCreateProject),
    updateProject: mutation(adminUpdateProject),
    markForDeletion: mutation(adminMarkProject),
    legalHold: mutation(adminLegalHold),
    purgeNow: mutation(adminPurgeProject),
    deletedEntities: query(adminDeletedEntities),
    restore: mutation(adminRestore(features)),
    permanent: mutation(adminPurgeOperation),
    stats: query(adminDeletionStats),
    retryPurge: mutation(adminRetryPurge),
    admins: query(adminListAdmins),
    setAdmin: mutation(adminSetAdmin),
    cleanup: mutation(adminCleanup),
  });
