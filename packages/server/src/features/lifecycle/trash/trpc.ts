import { getDeletion, listDeletions } from '#features/deletions';
import type { Feature } from '#kernel/feature';
import { mutation, query, router } from '#kernel/trpc';
import { organizationTrash } from './organization-trash.ts';
import { purgeDeletion } from './purge-deletion.ts';
import { restoreDeletion } from './restore-deletion.ts';

export const trashRouter = (features: readonly Feature[]) =>
  router({
    list: query(listDeletions),
    ofOrganization: query(organizationTrash),
    progress: query(getDeletion),
    restore: mutation(restoreDeletion(features)),
    purge: mutation(purgeDeletion),
  });
