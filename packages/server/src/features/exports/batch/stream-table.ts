import { finished } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { createGzip, createZstdCompress } from 'node:zlib';
import type { BatchExportOrder } from '@tidemark/contract/exports';
import type { FastifyReply } from 'fastify';
import { AppError } from '#domain/errors';
import type { ProjectCtx } from '#kernel/ctx';
import { checkExport } from '../declarations.ts';
import type { ExportDeclarations } from '../run/running.ts';
import { streamExport } from '../stream-export.ts';
import { contentTypeOf, fileEnding } from './file-names.ts';
import { requestOf } from './request-of.ts';

/** Of one project in one process: each holds a connection to the store for as long as its reader takes. */
const MAX_STREAMS = 2;
const streaming = new Map<string, number>();

/**
 * Answers with the rows as the store writes them. What goes wrong before the first byte is an ordinary error; after it
 * the connection is broken off, so that a body that ends is whole.
 */
export async function streamTable(
  ctx: ProjectCtx,
  of: { declared: ExportDeclarations; order: BatchExportOrder; reply: FastifyReply },
): Promise<void> {
  if (!ctx.actor.may('exports:create'))
    throw new AppError('forbidden', 'You need the permission exports:create for this');
  const { declared, order, reply } = of;
  const asked = requestOf(order);
  const { tables, ...form } = asked;
  const [selection] = tables;
  if (!selection) throw new AppError('invalid', 'Name a table');
  const { projectId } = ctx;
  checkExport(declared, { projectId, request: asked });
  using _place = enter(projectId);
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  await streamExport(ctx, declared, {
    projectId,
    request: { ...form, compression: 'none', selection },
    signal: gone.signal,
    take: async ({ body }) => {
      await ctx.audit({
        action: 'export.stream',
        entityType: 'exportTable',
        entityId: order.table,
        details: { format: order.format, from: order.from ?? null, to: order.to ?? null },
      });
      await send(reply, { order: { ...order, ...form }, body }).catch((error: unknown) => {
        ctx.log.warn({ err: error, projectId, table: order.table }, 'a streamed export broke off');
      });
    },
  });
}

function enter(projectId: string): Disposable {
  const now = streaming.get(projectId) ?? 0;
  if (now >= MAX_STREAMS)
    throw new AppError('limit_exceeded', `${MAX_STREAMS} streams of this project are being read; wait until one ends`, {
      details: { retryAfterSeconds: 10 },
    });
  streaming.set(projectId, now + 1);
  return {
    [Symbol.dispose]: () => {
      const left = (streaming.get(projectId) ?? 1) - 1;
      if (left > 0) streaming.set(projectId, left);
      else streaming.delete(projectId);
    },
  };
}

async function send(
  reply: FastifyReply,
  { order, body }: { order: Pick<BatchExportOrder, 'table' | 'format' | 'compression'>; body: Readable },
): Promise<void> {
  void reply
    .type(contentTypeOf(order))
    .header('content-disposition', `attachment; filename="${order.table}${fileEnding(order)}"`)
    .header('cache-control', 'private, no-store')
    .send(packed(body, order));
  await finished(reply.raw);
}

/** Packed here and not by the engine, whose word of a failure could not be found in packed bytes. */
function packed(body: Readable, { compression }: Pick<BatchExportOrder, 'compression'>): Readable {
  if (compression === 'none') return body;
  const packer = compression === 'gzip' ? createGzip() : createZstdCompress();
  body.once('error', (error) => packer.destroy(error));
  return body.pipe(packer);
}
