import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { extract } from 'tar-stream';
import { AppError } from '#domain/errors';
import { AnyManifest, ARCHIVE_VERSION, ArchiveManifest, MANIFEST_NAME } from './manifest.ts';
import type { ArchiveFile } from './manifest.ts';

const MOST_MANIFEST_BYTES = 64 * 2 ** 20;
/** What this version writes is far smaller; a file is held in memory while it is received. */
const MOST_FILE_BYTES = 512 * 2 ** 20;

type Entry = ReturnType<typeof extract> extends AsyncIterable<infer E> ? E : never;

export interface ArchiveReader {
  /** Before any file; may refuse. */
  manifest(manifest: ArchiveManifest): Promise<void>;
  /** A file that is whole, and what the manifest says it is; `index` is its place there. */
  file(index: number, bytes: Buffer): Promise<void>;
}

/**
 * Reads an archive as it comes. Names in it are only ever compared with those of the manifest, so that none can lead
 * anywhere. Rejects with `invalid` for whatever is not an archive of this version, whole and unchanged.
 */
export async function readArchive(stream: Readable, reader: ArchiveReader): Promise<ArchiveManifest> {
  const tar = extract();
  const source = stream.pipe(tar);
  stream.once('error', (error) => tar.destroy(error));
  // A sender that goes away ends the stream early without an error of it.
  stream.once('close', () => stream.readableEnded || tar.destroy(new Error('the stream was cut off')));
  try {
    return await readEntries(source, reader);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw refused(`It cannot be read as a tar file: ${(error as Error).message}`);
  } finally {
    stream.unpipe(tar);
    tar.destroy();
  }
}

async function readEntries(entries: AsyncIterable<Entry>, reader: ArchiveReader): Promise<ArchiveManifest> {
  let manifest: ArchiveManifest | null = null;
  const missing = new Map<string, { index: number; file: ArchiveFile }>();
  for await (const entry of entries) {
    const { name, type, size } = entry.header;
    if (type !== 'file') throw refused(`It holds ${quoted(name)}, which is no file`);
    if (manifest === null) {
      if (name !== MANIFEST_NAME) throw refused(`Its first file is ${quoted(name)} and not ${MANIFEST_NAME}`);
      if (size > MOST_MANIFEST_BYTES) throw refused('Its manifest is too large');
      manifest = parseManifest(await bytesOf(entry, size));
      await reader.manifest(manifest);
      for (const [index, file] of manifest.files.entries()) missing.set(file.name, { index, file });
      if (missing.size !== manifest.files.length) throw refused('Its manifest names a file twice');
      continue;
    }
    const expected = missing.get(name);
    if (!expected) throw refused(`${quoted(name)} is not in its manifest, or is there twice`);
    missing.delete(name);
    const { file, index } = expected;
    if (size !== file.bytes) throw refused(`${name} has ${size} bytes, its manifest says ${file.bytes}`);
    if (size > MOST_FILE_BYTES) throw refused(`${name} is larger than ${MOST_FILE_BYTES / 2 ** 20} MiB`);
    const bytes = await bytesOf(entry, size);
    if (createHash('sha256').update(bytes).digest('hex') !== file.sha256)
      throw refused(`${name} is not what its manifest says it is: its SHA-256 is another one`);
    await reader.file(index, bytes);
  }
  if (manifest === null) throw refused('It is empty');
  const [first] = missing.keys();
  if (first !== undefined)
    throw refused(`It ends early: ${missing.size} of its files are missing, the first is ${first}`);
  return manifest;
}

async function bytesOf(entry: Entry, size: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  for await (const piece of entry as AsyncIterable<Buffer>) at += piece.copy(bytes, at);
  if (at !== size) throw refused(`${quoted(entry.header.name)} ends early`);
  return bytes;
}

function parseManifest(bytes: Buffer): ArchiveManifest {
  const json = parseJson(bytes);
  const any = AnyManifest.safeParse(json);
  if (!any.success) throw refused(`Its ${MANIFEST_NAME} is none of ours`);
  if (any.data.schemaVersion !== ARCHIVE_VERSION)
    throw refused(`It is of version ${any.data.schemaVersion}; this Tidemark reads version ${ARCHIVE_VERSION}`);
  const parsed = ArchiveManifest.safeParse(json);
  if (parsed.success) return checked(parsed.data);
  const [issue] = parsed.error.issues;
  throw refused(`Its ${MANIFEST_NAME} is wrong at ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

/** Its parts have to say the same: what was left out is missed here. */
function checked(manifest: ArchiveManifest): ArchiveManifest {
  const listed = Map.groupBy(manifest.files, ({ table }) => table);
  for (const said of manifest.tables) {
    const files = listed.get(said.name) ?? [];
    const rows = files.reduce((sum, file) => sum + file.rows, 0);
    if (files.length !== said.files || rows !== said.rows)
      throw refused(
        `Its manifest says ${said.rows} rows of ${said.name} in ${said.files} files, and lists ${rows} in ${files.length}`,
      );
    listed.delete(said.name);
  }
  const [unknown] = listed.keys();
  if (unknown !== undefined) throw refused(`Its manifest lists files of ${unknown} and no such table`);
  return manifest;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw refused(`Its ${MANIFEST_NAME} is no JSON`);
  }
}

function quoted(name: string): string {
  return JSON.stringify(name.slice(0, 100));
}

export function refused(why: string): AppError {
  return new AppError('invalid', `This is not an archive that can be imported. ${why.replace(/[.?!]+$/, '')}.`);
}
