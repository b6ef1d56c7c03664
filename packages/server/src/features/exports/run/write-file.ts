import { createHash } from 'node:crypto';
import type { ExportedFile } from '#kernel/export-run';
import { failpoint } from '#platform/failpoint/failpoint';
import type { FileAnswerRequest } from '#platform/clickhouse/file-answer';
import { AppError } from '#domain/errors';
import { contentTypeOf, fileName, runFolder } from './run-folder.ts';
import type { Running } from './running.ts';
import { TooLarge } from './trouble.ts';

export interface WindowOfRows {
  table: string;
  number: number;
  /** What is to be in the file. */
  rows: number;
  minUs: number | null;
  maxUs: number | null;
  /** Whether fewer rows would make it smaller. */
  canSplit: boolean;
  ask: Pick<FileAnswerRequest, 'sql' | 'blockRows'>;
}

/**
 * Has the engine write the file of a window, and stores it. When this rejects, nothing is left that anybody could take for a
 * file of the run.
 */
export async function writeFile(running: Running, window: WindowOfRows): Promise<ExportedFile> {
  const { engines, run, held, limits, signal } = running;
  const { format, compression } = run.request;
  const name = fileName({ ...window, epoch: held.epoch, format, compression });
  const blobKey = `${runFolder(run)}${name}`;
  const contentType = contentTypeOf(name);
  const { file, sizeBytes } = await engines.ch.writeFile(
    {
      ...window.ask,
      class: 'export',
      who: `exports.${run.kind}`,
      projectId: run.projectId,
      format,
      compression,
      whole: true,
      timeLimitSeconds: limits.windowSeconds,
      ...(limits.memoryBytes === undefined ? {} : { memoryBytes: limits.memoryBytes }),
      signal,
    },
    async (answer) => {
      if (answer.rows !== null && answer.rows !== window.rows)
        throw new AppError('unavailable', 'The trace store changed its mind about how many rows there are', {
          cause: new Error(`${answer.rows} rows came, ${window.rows} had been counted`),
        });
      const hash = createHash('sha256');
      const maxBytes = window.canSplit ? limits.fileBytes * 2 : Infinity;
      const body = seen(answer.body, { maxBytes, hash });
      const size = await engines.blob.putStream(blobKey, body, { contentType });
      return { file: { sha256: hash.digest('hex') }, sizeBytes: size };
    },
  );
  await failpoint('X2');
  const { kinds } = running.declared;
  const { deliver } = kinds.get(run.kind) ?? {};
  if (deliver) {
    await deliver(engines, run, { name, blobKey, sizeBytes, contentType });
    await engines.blob.delete(blobKey);
  }
  const { number, table, rows, minUs, maxUs } = window;
  return { number, table, name, rows, bytes: sizeBytes, sha256: file.sha256, minUs, maxUs };
}

async function* seen(
  body: AsyncIterable<Uint8Array>,
  { maxBytes, hash }: { maxBytes: number; hash: ReturnType<typeof createHash> },
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.length;
    if (bytes > maxBytes) throw new TooLarge();
    hash.update(piece);
    yield piece;
    await failpoint('X1');
  }
}
