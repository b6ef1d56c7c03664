import { crc32 } from 'node:zlib';

/**
 * One accepted request inside a segment: `TMF1`, the sizes of head and body, a CRC-32 over both, then the head as JSON
 * and the body as bytes. Integers are little-endian, 32 bits. A torn or damaged frame ends the readable part.
 */
export interface Frame {
  head: Record<string, unknown>;
  body: Uint8Array;
}

const MAGIC = 0x31464d54;
const HEADER_BYTES = 16;

export function encodeFrame(frame: Frame): Buffer {
  const head = Buffer.from(JSON.stringify(frame.head));
  const encoded = Buffer.allocUnsafe(HEADER_BYTES + head.length + frame.body.byteLength);
  encoded.writeUInt32LE(MAGIC, 0);
  encoded.writeUInt32LE(head.length, 4);
  encoded.writeUInt32LE(frame.body.byteLength, 8);
  head.copy(encoded, HEADER_BYTES);
  encoded.set(frame.body, HEADER_BYTES + head.length);
  encoded.writeUInt32LE(crc32(encoded.subarray(HEADER_BYTES)), 12);
  return encoded;
}

export interface DecodedFrames {
  frames: Frame[];
  /** Bytes after the last whole frame: what a crash left of a request that was never acknowledged. */
  tornBytes: number;
}

export function decodeFrames(segment: Buffer): DecodedFrames {
  const frames: Frame[] = [];
  let at = 0;
  for (;;) {
    const end = frameEnd(segment, at);
    if (end === null) return { frames, tornBytes: segment.length - at };
    const bodyAt = at + HEADER_BYTES + segment.readUInt32LE(at + 4);
    const head = JSON.parse(segment.toString('utf8', at + HEADER_BYTES, bodyAt)) as Record<string, unknown>;
    frames.push({ head, body: segment.subarray(bodyAt, end) });
    at = end;
  }
}

function frameEnd(segment: Buffer, at: number): number | null {
  if (at + HEADER_BYTES > segment.length || segment.readUInt32LE(at) !== MAGIC) return null;
  const end = at + HEADER_BYTES + segment.readUInt32LE(at + 4) + segment.readUInt32LE(at + 8);
  if (end > segment.length) return null;
  return crc32(segment.subarray(at + HEADER_BYTES, end)) === segment.readUInt32LE(at + 12) ? end : null;
}
