import { z } from 'zod';
import { BatchExport, BatchExportOrder, BatchExportTable, ExportCompression, ExportFormat } from '../exports.ts';
import { storableText } from '../storable-text.ts';
import { filterParameter } from './legacy-filter.ts';
import { CommaList, OptionalText, TextList, TimeParameter } from './query-parts.ts';
import { route } from './route.ts';

const exportId = storableText().min(1).max(100);
const params = z.object({ exportId });

/** One part of an export's files. */
export const ExportFile = z.object({
  number: z.number().int(),
  name: z.string(),
  rows: z.number().int(),
  bytes: z.number().int(),
  sha256: z.string(),
});
export type ExportFile = z.infer<typeof ExportFile>;

const File = z.unknown().describe('The bytes of the file');

export const exportRoutes = {
  create: route({
    id: 'exports_create',
    method: 'POST',
    path: '/api/public/v1/exports',
    tag: 'Exports',
    summary: 'Start an export of traces, observations or scores to files; it goes on in the background.',
    auth: 'project',
    body: BatchExportOrder,
    response: BatchExport,
    status: 201,
  }),
  list: route({
    id: 'exports_list',
    method: 'GET',
    path: '/api/public/v1/exports',
    tag: 'Exports',
    summary: 'Exports of the project, newest first.',
    auth: 'project',
    query: z.object({
      limit: z.preprocess((raw) => (raw === '' ? undefined : raw), z.coerce.number().int().min(1).max(100).default(50)),
      cursor: OptionalText,
    }),
    response: z.object({ data: z.array(BatchExport), meta: z.object({ cursor: z.string().nullable() }) }),
  }),
  get: route({
    id: 'exports_get',
    method: 'GET',
    path: '/api/public/v1/exports/{exportId}',
    tag: 'Exports',
    summary: 'How far an export is, and until when its files are kept.',
    auth: 'project',
    params,
    response: BatchExport,
  }),
  cancel: route({
    id: 'exports_cancel',
    method: 'DELETE',
    path: '/api/public/v1/exports/{exportId}',
    tag: 'Exports',
    summary: 'Cancel an export that is under way; its files are removed. One that has ended stays as it is.',
    auth: 'project',
    params,
    response: BatchExport,
  }),
  files: route({
    id: 'exports_files',
    method: 'GET',
    path: '/api/public/v1/exports/{exportId}/files',
    tag: 'Exports',
    summary: 'The parts of a finished export, each with its rows, bytes and SHA-256.',
    auth: 'project',
    params,
    response: z.object({ data: z.array(ExportFile) }),
  }),
  file: route({
    id: 'exports_file',
    method: 'GET',
    path: '/api/public/v1/exports/{exportId}/files/{number}',
    tag: 'Exports',
    summary: 'One part of a finished export. Programs get the files of exports that programs asked for.',
    auth: 'project',
    params: params.extend({ number: z.coerce.number().int().min(0).max(10_000_000) }),
    response: File,
  }),
  manifest: route({
    id: 'exports_manifest',
    method: 'GET',
    path: '/api/public/v1/exports/{exportId}/manifest',
    tag: 'Exports',
    summary: 'What a finished export is made of, as it was written last of all its files.',
    auth: 'project',
    params,
    response: z.record(z.string(), z.unknown()),
  }),
  download: route({
    id: 'exports_download',
    method: 'GET',
    path: '/api/public/v1/exports/{exportId}/download',
    tag: 'Exports',
    summary: 'All of a finished export in one file; several Parquet files come as a tar archive.',
    auth: 'project',
    params,
    response: File,
  }),
  stream: route({
    id: 'export_stream',
    method: 'GET',
    path: '/api/public/v1/export/{table}',
    tag: 'Exports',
    summary:
      'Rows as the store writes them, for pipelines. An error after the first byte breaks the connection: a body that ends is whole.',
    auth: 'project',
    params: z.object({ table: BatchExportTable }),
    query: z.object({
      format: ExportFormat.default('parquet'),
      compression: ExportCompression.default('none').describe('Of the body as a file; not for Parquet'),
      from: TimeParameter.describe('Event time, inclusive'),
      to: TimeParameter.describe('Event time, exclusive'),
      fields: CommaList.describe('Groups of columns, comma-separated; all of the table when left out'),
      columns: CommaList.describe('Columns by name, comma-separated, instead of groups'),
      environment: TextList.describe('Only these environments.'),
      search: OptionalText.describe('Words to find in names, ids, inputs and outputs'),
      filter: filterParameter({}).optional(),
    }),
    response: File,
  }),
} as const;
