import { z } from 'zod';

const count = z.number().int();

/** Where an import is in its life; the last three are ends. */
const IMPORT_STATES = ['RECEIVING', 'CHECKING', 'CHECKED', 'IMPORTING', 'COMPLETED', 'FAILED', 'CANCELLED'] as const;

const ImportedTable = z.object({
  table: z.string(),
  rows: count.describe('In the archive'),
  added: count.describe('Not there yet'),
  same: count.describe('There already, and the same'),
  replaced: count.describe('There in an older version, which the one of the archive replaces'),
  kept: count.describe('There in a newer version, which stays'),
  dropped: count.describe('Of what was removed from this project for good; it does not come back'),
});

/** An archive that is brought into a project, as people and programs see it. */
export const ArchiveImport = z.object({
  id: z.string(),
  projectId: z.string(),
  state: z.enum(IMPORT_STATES),
  dryRun: z.boolean().describe('Nothing is stored before somebody starts it'),
  withSettings: z.boolean().describe('Retention and masking rules are taken over, too'),
  source: z
    .object({ projectId: z.string(), storedUntil: z.string(), requestedAt: z.string() })
    .nullable()
    .describe('What the archive was made of; null while it comes in'),
  tables: z.array(ImportedTable).describe('What it comes to; all that is known so far while it is checked'),
  files: count,
  filesChecked: count,
  filesStored: count,
  bytes: count,
  rowsStored: count,
  requestedBy: z.object({ kind: z.string(), name: z.string() }),
  requestedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  error: z.string().nullable().describe('Why it is not going on, in words'),
});
export type ArchiveImport = z.infer<typeof ArchiveImport>;

/** An archive of a project that is made, or was. */
export const ProjectArchive = z.object({
  id: z.string(),
  projectId: z.string(),
  state: z.enum(['QUEUED', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED']),
  rows: count.describe('Written so far'),
  expectedRows: count.nullable().describe('An estimate from above; null before it began'),
  bytes: count,
  requestedBy: z.object({ kind: z.string(), name: z.string() }),
  requestedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  keptUntil: z.iso.datetime().nullable(),
  downloadable: z.boolean(),
  error: z.string().nullable().describe('Why it failed, in words'),
});
export type ProjectArchive = z.infer<typeof ProjectArchive>;
