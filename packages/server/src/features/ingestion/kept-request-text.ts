import type { Engines } from '#kernel/ctx';
import { toAppError } from '#domain/errors';
import { unpack } from '#platform/http/read-body';
import { decodeFrames } from '#platform/journal/frame';
import { OTLP_LIMITS } from './accept-otlp.ts';
import { readHead } from './kept-request.ts';

interface Letter {
  segment: string;
  entity: string;
  entityId: string;
}

const SHOWN_BYTES = 256 * 1024;

/** Letters of whole requests name the place of the request in its segment. */
export function isOfRequest({ entity }: Letter): boolean {
  return entity === 'request';
}

/** A kept request for a person to look at, as JSON text: its head, and the start of its body as text or base64. */
export async function readKeptRequest({ blob }: Pick<Engines, 'blob'>, letter: Letter): Promise<string | null> {
  try {
    const { frames } = decodeFrames(Buffer.from(await blob.get(letter.segment)));
    const frame = frames[Number(letter.entityId)];
    if (!frame) return null;
    const head = readHead(frame);
    const wire = Buffer.from(frame.body.buffer, frame.body.byteOffset, frame.body.byteLength);
    const body = await unpack(wire, { encoding: head.encoding, limits: OTLP_LIMITS }).catch(() => wire);
    const shown = body.subarray(0, SHOWN_BYTES);
    return JSON.stringify({
      head,
      bodyBytes: body.length,
      body: head.kind === 'otlp-protobuf' ? shown.toString('base64') : shown.toString('utf8'),
    });
  } catch (error) {
    if (toAppError(error).code === 'not_found') return null;
    throw error;
  }
}
