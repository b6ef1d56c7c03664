import { storableText } from '@tidemark/contract/storable-text';
import { z } from 'zod';

/** Of the manifest that an export run writes, and of what its files hold. */
export const ARCHIVE_VERSION = 1;
export const MANIFEST_NAME = 'manifest.json';

const count = z.number().int().nonnegative();
const time = z.string().max(40).nullable();

const ArchiveFile = z.object({
  name: z
    .string()
    .max(300)
    .regex(
      /^([A-Za-z0-9_][A-Za-z0-9._=-]*\/)?[A-Za-z0-9_][A-Za-z0-9._=-]*$/,
      'is not the name of a file of an archive',
    ),
  table: z.string().max(100),
  rows: count,
  bytes: count,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  minTime: time,
  maxTime: time,
});
export type ArchiveFile = z.output<typeof ArchiveFile>;

/** The first file of an archive: the manifest of the run that made it. It says what follows before anything of it comes. */
export const ArchiveManifest = z.object({
  schemaVersion: z.literal(ARCHIVE_VERSION),
  kind: z.literal('archive'),
  format: z.literal('parquet'),
  truncated: z.literal(false),
  projectId: storableText().min(1).max(100),
  requestedAt: z.iso.datetime(),
  /** Everything that was stored before `until` is in it. */
  stored: z.object({ from: z.null(), until: z.string().max(40) }),
  tables: z.array(z.object({ name: z.string().max(100), rows: count, files: count })).max(1000),
  files: z.array(ArchiveFile).max(200_000),
});
export type ArchiveManifest = z.output<typeof ArchiveManifest>;

/** What every version says of itself, whatever else it says. */
export const AnyManifest = z.object({ kind: z.literal('archive'), schemaVersion: z.number().int() });
