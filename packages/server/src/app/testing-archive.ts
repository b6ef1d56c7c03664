import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { inject } from 'vitest';

export interface TestFile {
  path: string;
  table: string;
  rows: number;
  bytes: Buffer;
}

/** Rows that a query gives as a Parquet file, written by the engine as it writes all of them. */
export async function parquetOf(query: string): Promise<Buffer> {
  const { username, password, origin, pathname } = new URL(inject('clickhouseUrl'));
  const url = new URL(origin);
  url.searchParams.set('database', decodeURIComponent(pathname.slice(1)) || 'default');
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` },
    body: `${query} FORMAT Parquet`,
  });
  if (!answer.ok) throw new Error(await answer.text());
  return Buffer.from(await answer.arrayBuffer());
}

export function manifestOf(projectId: string, files: readonly TestFile[]) {
  const tables = [...Map.groupBy(files, ({ table }) => table)];
  return {
    schemaVersion: 1,
    kind: 'archive',
    format: 'parquet',
    truncated: false,
    projectId,
    requestedAt: '2026-11-20T12:00:00.000Z',
    stored: { from: null, until: '2026-11-20T12:00:00.000000Z' },
    tables: tables.map(([name, ofTable]) => ({
      name,
      files: ofTable.length,
      rows: ofTable.reduce((sum, { rows }) => sum + rows, 0),
    })),
    files: files.map(({ path: name, table, rows, bytes }) => ({
      ...{ name, table, rows, bytes: bytes.length, minTime: null, maxTime: null },
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })),
  };
}

export interface TarEntry {
  name: string;
  bytes: Buffer;
  type?: 'file' | 'symlink' | 'directory';
  linkname?: string;
}

export async function tarOf(entries: readonly TarEntry[]): Promise<Buffer> {
  const tar = pack();
  for (const { bytes, ...header } of entries) tar.entry(header, bytes);
  tar.finalize();
  const pieces: Buffer[] = [];
  for await (const piece of Readable.from(tar)) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

export async function archiveOf(projectId: string, files: readonly TestFile[]): Promise<Buffer> {
  const manifest = Buffer.from(JSON.stringify(manifestOf(projectId, files)));
  return tarOf([
    { name: 'manifest.json', bytes: manifest },
    ...files.map(({ path, bytes }) => ({ name: path, bytes })),
  ]);
}
