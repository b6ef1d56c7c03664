import type { BlobExportInput } from '@tidemark/contract/blob-exports';
import type { PublicBlobExport, PublicBlobExportRequest } from '@tidemark/contract/rest/blob-exports';
import type { Schedule } from './store/blob-exports.sql.ts';

const TYPES = { s3: 'S3', gcs: 'GCS', azure: 'AZURE_BLOB_STORAGE', folder: 'FOLDER' } as const;
const FILE_TYPES = { parquet: 'PARQUET', csv: 'CSV', jsonl: 'JSONL', json: 'JSON' } as const;
const FORMATS = { PARQUET: 'parquet', CSV: 'csv', JSONL: 'jsonl', JSON: 'json' } as const;

/** Groups of fields of the compatible API, and those of ours that hold what is in them. */
const GROUPS: Record<string, readonly string[]> = {
  core: ['core'],
  basic: ['core'],
  time: ['core'],
  io: ['io'],
  metadata: ['metadata'],
  model: ['model'],
  usage: ['usage'],
  prompt: ['model'],
  metrics: ['usage', 'steps'],
  tools: ['tools'],
  trace_context: ['trace'],
};

const TABLES: Record<string, string[]> = {
  OBSERVATIONS_V2: ['observations', 'scores'],
  LEGACY_TRACES_OBSERVATIONS: ['traces', 'observations', 'scores'],
  LEGACY_TRACES_AND_ENRICHED_OBSERVATIONS: ['traces', 'observations', 'scores'],
};

const DEFAULT_SOURCE = 'LEGACY_TRACES_OBSERVATIONS';

export function publicBlobExport(schedule: Schedule): PublicBlobExport {
  const { projectId, kind, endpoint } = schedule;
  return {
    id: projectId,
    projectId,
    type: kind === 's3' && endpoint !== null ? 'S3_COMPATIBLE' : TYPES[kind],
    bucketName: schedule.bucket,
    endpoint,
    region: schedule.region,
    accessKeyId: schedule.accessKeyId,
    prefix: schedule.prefix,
    exportFrequency: schedule.frequency,
    enabled: schedule.enabled,
    forcePathStyle: schedule.forcePathStyle,
    fileType: FILE_TYPES[schedule.format],
    exportMode: schedule.mode,
    exportStartDate: schedule.startAt?.toISOString() ?? null,
    compressed: schedule.compression !== 'none',
    exportSource: schedule.source,
    exportFieldGroups: publicGroups(schedule.fieldGroups),
    nextSyncAt: schedule.enabled ? schedule.nextAt.toISOString() : null,
    lastSyncAt: schedule.syncedAt && schedule.syncedUntil.toISOString(),
    lastError: schedule.lastError,
    lastErrorAt: schedule.lastErrorAt?.toISOString() ?? null,
    createdAt: schedule.createdAt.toISOString(),
    updatedAt: schedule.updatedAt.toISOString(),
  };
}

/** What is left out keeps what is set, where there is something. */
export function settingsOfRequest(request: PublicBlobExportRequest, before: Schedule | null): BlobExportInput {
  const { type, exportSource, exportFieldGroups, compressed, exportStartDate } = request;
  const source = exportSource ?? before?.source ?? DEFAULT_SOURCE;
  return {
    kind: type === 'AZURE_BLOB_STORAGE' ? 'azure' : 's3',
    bucket: request.bucketName,
    region: request.region,
    endpoint: request.endpoint ?? null,
    forcePathStyle: request.forcePathStyle,
    accessKeyId: request.accessKeyId || null,
    secret: request.secretAccessKey || null,
    prefix: request.prefix ?? '',
    frequency: request.exportFrequency,
    mode: request.exportMode,
    startAt: exportStartDate ? new Date(exportStartDate).toISOString() : null,
    tables: exportSource || !before ? (TABLES[source] ?? TABLES[DEFAULT_SOURCE] ?? []) : before.tables,
    fieldGroups: exportFieldGroups
      ? [...new Set(exportFieldGroups.flatMap((group) => GROUPS[group] ?? []))]
      : (before?.fieldGroups ?? []),
    source,
    format: FORMATS[request.fileType],
    compression: (compressed ?? true) ? 'gzip' : 'none',
    enabled: request.enabled,
  };
}

/** Null is all of them. */
function publicGroups(own: readonly string[]): string[] | null {
  if (own.length === 0) return null;
  return Object.keys(GROUPS).filter((group) => (GROUPS[group] ?? []).some((one) => own.includes(one)));
}
