import { z } from 'zod';
import { BlobExportFrequency, BlobExportMode, BlobExportStatus } from '../blob-exports.ts';
import { route } from './route.ts';

const Type = z.enum(['S3', 'S3_COMPATIBLE', 'AZURE_BLOB_STORAGE']);
const FileType = z.enum(['JSON', 'CSV', 'JSONL', 'PARQUET']);
const Source = z.enum(['LEGACY_TRACES_OBSERVATIONS', 'OBSERVATIONS_V2', 'LEGACY_TRACES_AND_ENRICHED_OBSERVATIONS']);
const FieldGroup = z.enum([
  'core',
  'basic',
  'time',
  'io',
  'metadata',
  'model',
  'usage',
  'prompt',
  'metrics',
  'tools',
  'trace_context',
]);

/** What clients of the compatible API send. */
export const PublicBlobExportRequest = z
  .object({
    projectId: z.string().min(1),
    type: Type,
    bucketName: z.string().min(1).max(500),
    endpoint: z.url().nullish(),
    region: z.string().max(100),
    accessKeyId: z.string().max(500).nullish(),
    secretAccessKey: z.string().max(4000).nullish(),
    prefix: z.string().max(300).nullish(),
    exportFrequency: BlobExportFrequency,
    enabled: z.boolean(),
    forcePathStyle: z.boolean(),
    fileType: FileType,
    exportMode: BlobExportMode,
    exportStartDate: z.iso.datetime({ offset: true }).nullish(),
    compressed: z.boolean().nullish(),
    exportSource: Source.nullish(),
    exportFieldGroups: z.array(FieldGroup).nullish(),
  })
  .refine(({ type, endpoint }) => type !== 'S3_COMPATIBLE' || Boolean(endpoint), {
    message: 'is required for S3_COMPATIBLE',
    path: ['endpoint'],
  })
  .refine(({ exportMode, exportStartDate }) => exportMode !== 'FROM_CUSTOM_DATE' || Boolean(exportStartDate), {
    message: 'is required for FROM_CUSTOM_DATE',
    path: ['exportStartDate'],
  })
  .refine(({ exportFieldGroups, exportSource }) => !exportFieldGroups || Boolean(exportSource), {
    message: 'is required when exportFieldGroups is given',
    path: ['exportSource'],
  })
  .refine(({ exportFieldGroups }) => !exportFieldGroups || exportFieldGroups.includes('core'), {
    message: 'must include core',
    path: ['exportFieldGroups'],
  });
export type PublicBlobExportRequest = z.infer<typeof PublicBlobExportRequest>;

const time = z.iso.datetime().nullable();

const PublicBlobExport = z.object({
  id: z.string(),
  projectId: z.string(),
  /** Ours has FOLDER and GCS as well, which are set in the app. */
  type: z.enum([...Type.options, 'GCS', 'FOLDER']),
  bucketName: z.string(),
  endpoint: z.string().nullable(),
  region: z.string(),
  accessKeyId: z.string().nullable(),
  prefix: z.string(),
  exportFrequency: BlobExportFrequency,
  enabled: z.boolean(),
  forcePathStyle: z.boolean(),
  fileType: FileType,
  exportMode: BlobExportMode,
  exportStartDate: time,
  compressed: z.boolean(),
  exportSource: z.string(),
  exportFieldGroups: z.array(z.string()).nullable(),
  nextSyncAt: time,
  lastSyncAt: time,
  lastError: z.string().nullable(),
  lastErrorAt: time,
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type PublicBlobExport = z.infer<typeof PublicBlobExport>;

const tag = 'Blob storage integrations';
const params = z.object({ id: z.string() });

export const blobExportRoutes = {
  list: route({
    id: 'blobStorageIntegrations_getBlobStorageIntegrations',
    method: 'GET',
    path: '/api/public/integrations/blob-storage',
    summary: 'The scheduled exports of all projects of the organization.',
    tag,
    auth: 'organization',
    response: z.object({ data: z.array(PublicBlobExport) }),
  }),
  set: route({
    id: 'blobStorageIntegrations_upsertBlobStorageIntegration',
    method: 'PUT',
    path: '/api/public/integrations/blob-storage',
    summary:
      'Sets the scheduled export of a project. When it is enabled, a file is written and removed first, as a test.',
    tag,
    auth: 'organization',
    body: PublicBlobExportRequest,
    response: PublicBlobExport,
  }),
  status: route({
    id: 'blobStorageIntegrations_getBlobStorageIntegrationStatus',
    method: 'GET',
    path: '/api/public/integrations/blob-storage/{id}',
    summary: 'How far the scheduled export of a project is.',
    tag,
    auth: 'organization',
    params,
    response: z.object({
      id: z.string(),
      projectId: z.string(),
      syncStatus: BlobExportStatus,
      enabled: z.boolean(),
      lastSyncAt: time.describe('Everything that was stored before this is delivered'),
      nextSyncAt: time,
      lastError: z.string().nullable(),
      lastErrorAt: time,
    }),
  }),
  remove: route({
    id: 'blobStorageIntegrations_deleteBlobStorageIntegration',
    method: 'DELETE',
    path: '/api/public/integrations/blob-storage/{id}',
    summary: 'Ends the scheduled export of a project. What was delivered stays where it is.',
    tag,
    auth: 'organization',
    params,
    response: z.object({ message: z.string() }),
  }),
};
