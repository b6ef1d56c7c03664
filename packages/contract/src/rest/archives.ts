import { z } from 'zod';
import { ArchiveImport, ProjectArchive } from '../archives.ts';
import { storableText } from '../storable-text.ts';
import { route } from './route.ts';

const flag = (fallback: 'true' | 'false') =>
  z
    .enum(['true', 'false'])
    .default(fallback)
    .transform((value) => value === 'true');
const params = z.object({ importId: storableText().min(1).max(100) });
const common = { tag: 'Archives', auth: 'project', response: ArchiveImport } as const;

const archive = { tag: 'Archives', auth: 'project', response: ProjectArchive } as const;
const archiveParams = z.object({ archiveId: storableText().min(1).max(100) });

export const archiveRoutes = {
  create: route({
    ...archive,
    id: 'archives_create',
    method: 'POST',
    path: '/api/public/v1/archives',
    summary: 'Make an archive of everything in the project, in the background',
    status: 202,
  }),
  list: route({
    ...archive,
    id: 'archives_list',
    method: 'GET',
    path: '/api/public/v1/archives',
    summary: 'Archives of the project, newest first',
    response: z.object({ data: z.array(ProjectArchive) }),
  }),
  get: route({
    ...archive,
    id: 'archives_get',
    method: 'GET',
    path: '/api/public/v1/archives/{archiveId}',
    summary: 'How far an archive has come',
    params: archiveParams,
  }),
  cancel: route({
    ...archive,
    id: 'archives_cancel',
    method: 'DELETE',
    path: '/api/public/v1/archives/{archiveId}',
    summary: 'End an archive that is being made',
    params: archiveParams,
  }),
  download: route({
    ...archive,
    id: 'archives_download',
    method: 'GET',
    path: '/api/public/v1/archives/{archiveId}/download',
    summary: 'The archive as one tar file: a manifest, then Parquet files',
    params: archiveParams,
    response: z.unknown().describe('application/x-tar'),
  }),
} as const;

export const archiveImportRoutes = {
  create: route({
    ...common,
    id: 'archives_import',
    method: 'POST',
    path: '/api/public/v1/archive-imports',
    summary: 'Send an archive, as application/x-tar, to be checked and brought into the project',
    query: z.object({
      dryRun: flag('false').describe('Only say what would come; it can be started then'),
    }),
    rawBody: true,
    status: 202,
  }),
  list: route({
    ...common,
    id: 'archives_listImports',
    method: 'GET',
    path: '/api/public/v1/archive-imports',
    summary: 'Imports of archives, newest first',
    response: z.object({ data: z.array(ArchiveImport) }),
  }),
  get: route({
    ...common,
    id: 'archives_getImport',
    method: 'GET',
    path: '/api/public/v1/archive-imports/{importId}',
    summary: 'How far an import has come, and what it comes to',
    params,
  }),
  start: route({
    ...common,
    id: 'archives_startImport',
    method: 'POST',
    path: '/api/public/v1/archive-imports/{importId}/start',
    summary: 'Store what a dry run said would come',
    params,
  }),
  cancel: route({
    ...common,
    id: 'archives_cancelImport',
    method: 'DELETE',
    path: '/api/public/v1/archive-imports/{importId}',
    summary: 'End an import; what it has stored stays',
    params,
  }),
} as const;
