import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { endImport, findImport, importView, openImport, receiveArchive } from '#features/archives';
import { recordAudit } from '#features/audit-log';
import { findAnyProject } from '#features/projects';
import type { ImportRequest } from '#config/import-request';
import { AppError } from '#domain/errors';
import type { ArchiveImport } from '@tidemark/contract/archives';
import type { Actor } from '#kernel/ctx';
import { openBlobStore } from '#platform/blob/open-blob-store';
import type { BlobStore } from '#platform/blob/blob-store';
import { systemClock } from '#platform/clock/clock';
import { connectPostgres } from '#platform/postgres/db';
import type { Db } from '#platform/postgres/db';
import { findEmbeddedPostgres } from '#platform/postgres/embedded-address';

const LOOK_EVERY_MS = 500;
/** Who is at the server's console may do everything. */
const OPERATOR: Actor = { kind: 'system', id: 'operator', name: 'npm run import', may: () => true };
const clock = systemClock();

/** Hands an archive to the workers from the console of the server, and tells how it goes until it is done. */
export async function importCommand(request: ImportRequest, say: (line: string) => void): Promise<void> {
  await access(request.path).catch(() => {
    throw new AppError('not_found', `There is no file ${request.path}`);
  });
  const url = request.databaseUrl ?? (await findEmbeddedPostgres(join(request.dataDir, 'postgres')));
  if (url === null)
    throw new AppError(
      'unavailable',
      `No Tidemark runs on ${request.dataDir}. Start it first, or name its --data-dir.`,
    );
  await using database = connectPostgres({ url, maxConnections: 2, onError: () => undefined });
  await using blob = await openBlobStore(request.blobUrl, () => clock.newId());
  const { db } = database;
  const of = { projectId: request.projectId, id: await begin(db, request) };
  await receiveArchive({ db, blob }, of, createReadStream(request.path));
  const came = await follow(db, of, say);
  say(inWords(came));
  if (came.state === 'CHECKED') await end({ db, blob }, of);
  if (came.state === 'FAILED' || came.state === 'CANCELLED')
    throw new AppError('invalid', came.error ?? `The import is ${came.state.toLowerCase()}`);
}

async function begin(db: Db, { projectId, dryRun, withSettings }: ImportRequest): Promise<string> {
  const project = await findAnyProject(db, projectId);
  if (!project) throw new AppError('not_found', `There is no project ${projectId}`);
  return db.transaction().execute(async (within) => {
    const { id } = await openImport({ db: within, clock }, { projectId, by: OPERATOR, dryRun, withSettings });
    await recordAudit(
      { db: within, clock, actor: OPERATOR, organizationId: project.organizationId, projectId },
      { action: 'archives.import', entityType: 'archive-import', entityId: id, details: { dryRun, withSettings } },
    );
    return id;
  });
}

interface Of {
  projectId: string;
  id: string;
}

async function follow(db: Db, of: Of, say: (line: string) => void): Promise<ArchiveImport> {
  for (let told = ''; ; await clock.sleep(LOOK_EVERY_MS)) {
    const row = await findImport(db, of);
    if (!row) throw new AppError('not_found', 'The import is gone; was the project erased meanwhile?');
    const view = importView(row);
    const line = progressOf(view);
    if (line !== told) say(line);
    told = line;
    if (view.state !== 'CHECKING' && view.state !== 'IMPORTING') return view;
  }
}

/** Nobody comes back for what was only looked at. */
async function end(engines: { db: Db; blob: BlobStore }, of: Of): Promise<void> {
  const row = await findImport(engines.db, of);
  if (row) await endImport(engines, row, 'It was only looked at');
}

function progressOf({ state, files, filesChecked, filesStored }: ArchiveImport): string {
  if (state === 'CHECKING') return `${filesChecked} of ${files} files read and checked`;
  return `${filesStored} of ${files} files stored`;
}

function inWords({ state, tables }: ArchiveImport): string {
  const head = ['table', 'rows', 'new', 'here already', 'replaced', 'kept', 'left out'];
  const lines = tables.map((table) =>
    [table.table, table.rows, table.added, table.same, table.replaced, table.kept, table.dropped].map(String),
  );
  const widths = head.map((title, at) => Math.max(title.length, ...lines.map((line) => line[at]?.length ?? 0)));
  const text = [head, ...lines].map((line) =>
    line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
  );
  const done = { CHECKED: 'Nothing was stored.', COMPLETED: 'Done.' }[state as string] ?? '';
  return [...text, done].join('\n');
}
