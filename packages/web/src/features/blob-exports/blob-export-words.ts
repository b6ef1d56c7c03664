import type {
  BlobExportFrequency,
  BlobExportKind,
  BlobExportMode,
  BlobExportStatus,
} from '@tidemark/contract/blob-exports';
import type { ExportFormat, ExportCompression } from '@tidemark/contract/exports';
import type { Tone } from '#ui/badge';

interface KindWords {
  label: string;
  bucket: string;
  example: string;
  /** Names of the two halves of its credentials; none for a folder. */
  keys: { id: string; secret: string } | null;
}

export const KINDS: Record<BlobExportKind, KindWords> = {
  s3: {
    label: 'S3 or compatible',
    bucket: 'Bucket',
    example: 'my-bucket',
    keys: { id: 'Access key id', secret: 'Secret access key' },
  },
  gcs: {
    label: 'Google Cloud Storage',
    bucket: 'Bucket',
    example: 'my-bucket',
    keys: { id: 'HMAC access key', secret: 'HMAC secret' },
  },
  azure: {
    label: 'Azure Blob Storage',
    bucket: 'Container',
    example: 'my-container',
    keys: { id: 'Storage account', secret: 'Account key' },
  },
  folder: { label: 'Folder of the server', bucket: 'Folder', example: '/srv/exports/tidemark', keys: null },
};

export const FREQUENCIES: Record<BlobExportFrequency, string> = {
  every_20_minutes: 'Every 20 minutes',
  hourly: 'Every hour',
  daily: 'Every day',
  weekly: 'Every week',
};

export const MODES: Record<BlobExportMode, string> = {
  FULL_HISTORY: 'Everything there is',
  FROM_TODAY: 'From today on',
  FROM_CUSTOM_DATE: 'From a date on',
};

export const FORMATS: Record<ExportFormat, string> = {
  parquet: 'Parquet',
  jsonl: 'JSON lines',
  csv: 'CSV',
  json: 'JSON',
};

export const COMPRESSIONS: Record<ExportCompression, string> = { none: 'None', gzip: 'gzip', zstd: 'zstd' };

export const STATUSES: Record<BlobExportStatus, { label: string; tone: Tone }> = {
  idle: { label: 'Waiting for its first time', tone: 'neutral' },
  queued: { label: 'Due', tone: 'accent' },
  running: { label: 'Delivering', tone: 'accent' },
  up_to_date: { label: 'Up to date', tone: 'success' },
  error: { label: 'Failed, is tried again', tone: 'error' },
  disabled: { label: 'Paused', tone: 'warning' },
};

export function optionsOf<Value extends string>(words: Record<Value, string>) {
  return (Object.entries(words) as [Value, string][]).map(([value, label]) => ({ value, label }));
}
