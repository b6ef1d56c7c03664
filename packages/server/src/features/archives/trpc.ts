import type { Feature } from '#kernel/feature';
import { mutation, query, router } from '#kernel/trpc';
import { createArchive } from './create-archive.ts';
import { cancelArchive, listArchives } from './manage-archives.ts';
import { cancelArchiveImport, getArchiveImport, listArchiveImports, startArchiveImport } from './manage-imports.ts';

export const archivesRouter = (features: () => readonly Feature[]) =>
  router({
    list: query(listArchives),
    create: mutation(createArchive(features)),
    cancel: mutation(cancelArchive(features)),
    imports: router({
      list: query(listArchiveImports),
      get: query(getArchiveImport),
      start: mutation(startArchiveImport),
      cancel: mutation(cancelArchiveImport),
    }),
  });
