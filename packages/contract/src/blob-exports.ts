import { z } from 'zod';
import { IsoTime } from './columns/list-input.ts';
import { ExportCompression, ExportFormat, ExportState } from './exports.ts';

/** Where scheduled exports go: a folder of the server, S3 or what speaks like it, Google Cloud Storage, Azure. */
const BLOB_EXPORT_KINDS = ['folder', 's3', 'gcs', 'azure'] as const;
export const BlobExportKind = z.enum(BLOB_EXPORT_KINDS);
export type BlobExportKind = z.infer<typeof BlobExportKind>;

const BLOB_EXPORT_FREQUENCIES = ['every_20_minutes', 'hourly', 'daily', 'weekly'] as const;
export const BlobExportFrequency = z.enum(BLOB_EXPORT_FREQUENCIES);
export type BlobExportFrequency = z.infer<typeof BlobExportFrequency>;

const BLOB_EXPORT_MODES = ['FULL_HISTORY', 'FROM_TODAY', 'FROM_CUSTOM_DATE'] as const;
export const BlobExportMode = z.enum(BLOB_EXPORT_MODES);
export type BlobExportMode = z.infer<typeof BlobExportMode>;

/** `disabled` is paused, by a person or after failures; `queued` is due and not begun. */
const STATUSES = ['idle', 'queued', 'running', 'up_to_date', 'error', 'disabled'] as const;
export const BlobExportStatus = z.enum(STATUSES);
export type BlobExportStatus = z.infer<typeof BlobExportStatus>;

const name = (max: number) => z.string().trim().max(max);

/** What a person sets. */
const BlobExportSettings = z.object({
  kind: BlobExportKind,
  bucket: name(500).min(1).describe('Bucket, container, or the path of a folder that the operator allows'),
  region: name(100).default(''),
  endpoint: name(500).min(1).nullable().default(null).describe("Address of the store; the vendor's own when left out"),
  forcePathStyle: z.boolean().default(false),
  accessKeyId: name(500).min(1).nullable().default(null).describe('Of Azure the name of the storage account'),
  prefix: z
    .string()
    .max(300)
    .regex(/^([A-Za-z0-9!_.*'()=@+ -]*[A-Za-z0-9!_*'()=@+-][A-Za-z0-9!_.*'()=@+ -]*\/)*$/, {
      message: 'must be names of folders, each followed by a slash, such as exports/tidemark/',
    })
    .default(''),
  frequency: BlobExportFrequency,
  mode: BlobExportMode,
  startAt: IsoTime.nullable().default(null).describe('Only with FROM_CUSTOM_DATE'),
  tables: z.array(z.string().max(64)).min(1).max(50),
  fieldGroups: z.array(z.string().max(64)).max(50).default([]).describe('All when empty'),
  format: ExportFormat.default('parquet'),
  compression: ExportCompression.default('none').describe('Of each file as a whole; not for Parquet'),
  enabled: z.boolean().default(true),
});

/** The secret goes in and never comes out. Left out, the one that is kept stays. */
export const BlobExportInput = BlobExportSettings.extend({
  secret: z.string().min(1).max(4000).nullish(),
  source: z.string().max(100).default('OBSERVATIONS_V2'),
});
export type BlobExportInput = z.infer<typeof BlobExportInput>;
/** Before what is left out has its default. */
export type BlobExportDraft = z.input<typeof BlobExportInput>;

const time = z.iso.datetime().nullable();

export const BlobExport = BlobExportSettings.omit({ startAt: true }).extend({
  projectId: z.string(),
  startAt: time,
  source: z.string(),
  hasSecret: z.boolean(),
  status: BlobExportStatus,
  /** What was stored before is delivered; null before the first time. */
  syncedUntil: time,
  syncedAt: time,
  nextAt: time,
  /** The part in hand, by the time of storing. */
  window: z
    .object({ kind: z.enum(['scheduled', 'backfill']), from: z.iso.datetime(), until: z.iso.datetime() })
    .nullable(),
  failures: z.number().int(),
  lastError: z.string().nullable(),
  lastErrorAt: time,
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type BlobExport = z.infer<typeof BlobExport>;

/** One delivery, or the attempt at one. */
export const BlobExportDelivery = z.object({
  id: z.string(),
  kind: z.enum(['scheduled', 'backfill']),
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  state: ExportState,
  rows: z.number().int(),
  bytes: z.number().int(),
  startedAt: z.iso.datetime(),
  finishedAt: time,
  error: z.string().nullable(),
});
export type BlobExportDelivery = z.infer<typeof BlobExportDelivery>;
