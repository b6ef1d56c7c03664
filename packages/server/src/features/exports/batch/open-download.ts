import { Readable } from 'node:stream';
import { z } from 'zod';
import { AppError } from '#domain/errors';
import type { ProjectCtx } from '#kernel/ctx';
import type { DownloadedFile } from '#kernel/download';
import type { ExportedFile, ExportRun } from '#kernel/export-run';
import { read } from '#kernel/verb';
import { selectFiles } from '../store/export-files.sql.ts';
import { MANIFEST, runFolder } from '../run/run-folder.ts';
import { ExportIdInput } from './export-id.ts';
import { baseName, contentTypeOf, fileName } from './file-names.ts';
import { findDownload } from './find-download.ts';
import { emptyFile, joinParts } from './join-parts.ts';
import { tarParts } from './tar-parts.ts';

/** All of an export in one file. */
export const openDownload = read({
  input: ExportIdInput,
  permission: 'exports:read',
  async run(ctx, { exportId }): Promise<DownloadedFile> {
    const run = await findDownload(ctx, exportId);
    const files = await selectFiles(ctx.db, run.id);
    const [first] = files;
    if (first && files.length === 1) return asItIs(ctx, run, first, fileName(run));
    const { format, compression } = run.request;
    if (format === 'parquet') return archive(ctx, run, files);
    const parts = files.map((file) => () => ctx.blob.getStream(blobKey(run, file.name)));
    const body = first ? joinParts(parts, { format, compression }) : emptyFile({ format, compression });
    return { name: fileName(run), contentType: contentTypeOf(run.request), sizeBytes: null, body };
  },
});

/** One part as it was written. */
export const openExportFile = read({
  input: ExportIdInput.extend({ number: z.coerce.number().int().min(0).max(10_000_000) }),
  permission: 'exports:read',
  async run(ctx, { exportId, number }): Promise<DownloadedFile> {
    const run = await findDownload(ctx, exportId);
    const file = (await selectFiles(ctx.db, run.id)).find((one) => one.number === number);
    if (!file) throw new AppError('not_found', 'The export has no such file');
    return asItIs(ctx, run, file, fileName(run, number));
  },
});

/** What it is made of, as it was written last of all. */
export const getManifest = read({
  input: ExportIdInput,
  permission: 'exports:read',
  async run(ctx, { exportId }): Promise<Record<string, unknown>> {
    const run = await findDownload(ctx, exportId);
    const bytes = await ctx.blob.get(blobKey(run, MANIFEST));
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as Record<string, unknown>;
  },
});

const blobKey = (run: ExportRun, name: string): string => `${runFolder(run)}${name}`;

async function asItIs(ctx: ProjectCtx, run: ExportRun, file: ExportedFile, name: string): Promise<DownloadedFile> {
  const body = await ctx.blob.getStream(blobKey(run, file.name));
  return { name, contentType: contentTypeOf(run.request), sizeBytes: file.bytes, body };
}

async function archive(ctx: ProjectCtx, run: ExportRun, files: readonly ExportedFile[]): Promise<DownloadedFile> {
  const manifest = await ctx.blob.get(blobKey(run, MANIFEST));
  const parts = files.map(({ name, bytes }) => ({
    // The names that the manifest speaks of.
    name,
    sizeBytes: bytes,
    open: () => ctx.blob.getStream(blobKey(run, name)),
  }));
  const last = { name: MANIFEST, sizeBytes: manifest.length, open: async () => Readable.from([manifest]) };
  return {
    name: `${baseName(run)}.tar`,
    contentType: 'application/x-tar',
    sizeBytes: null,
    body: tarParts([...parts, last], run.finishedAt ?? run.createdAt),
  };
}
