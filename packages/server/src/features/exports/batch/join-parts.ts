import type { ExportCompression, ExportFormat } from '@tidemark/contract/exports';
import { Readable } from 'node:stream';
import { createGunzip, createGzip, createZstdCompress, createZstdDecompress } from 'node:zlib';
import type { Transform } from 'node:stream';

interface FileForm {
  format: Exclude<ExportFormat, 'parquet'>;
  compression: ExportCompression;
}

type Bytes = AsyncIterable<Buffer>;
type OpenPart = () => Promise<Readable>;

/**
 * The parts of an export as one file: one header, one array. Lines are joined as they are where packed pieces one after
 * another are a packed file; elsewhere, and at seams, they are unpacked for it. A part that is not what its form says
 * breaks the stream, so that nobody takes half a file for a whole one.
 */
export function joinParts(parts: readonly OpenPart[], form: FileForm): Readable {
  return Readable.from(parts.length === 1 ? inTurn(parts, (part) => part) : join(parts, form), { objectMode: false });
}

/** What an export of nothing is. */
export function emptyFile({ format, compression }: FileForm): Readable {
  return Readable.from(packed(ofText(format === 'json' ? '[]\n' : ''), compression), { objectMode: false });
}

async function* ofText(text: string): Bytes {
  yield Buffer.from(text);
}

function join(parts: readonly OpenPart[], { format, compression }: FileForm): Bytes {
  if (format === 'json') return packed(oneArray(parts, compression), compression);
  // Many readers stop after the first frame of zstd; members of gzip all of them join.
  const isWhole = compression === 'zstd';
  const lines = inTurn(parts, (part, index) => {
    const isBare = format === 'jsonl' || index === 0;
    if (isBare && !isWhole) return part;
    const rows = isBare ? unpacked(part, compression) : withoutFirstLine(unpacked(part, compression));
    return isWhole ? rows : packed(rows, compression);
  });
  return isWhole ? packed(lines, compression) : lines;
}

async function* inTurn(parts: readonly OpenPart[], change: (part: Readable, index: number) => Bytes): Bytes {
  for (const [index, open] of parts.entries()) yield* change(await open(), index);
}

/** Names of columns hold no line break, so the header ends at the first one. */
async function* withoutFirstLine(bytes: Bytes): Bytes {
  let isBehind = false;
  for await (const piece of bytes) {
    if (isBehind) yield piece;
    else {
      const end = piece.indexOf(LINE_BREAK);
      if (end === -1) continue;
      isBehind = true;
      yield piece.subarray(end + 1);
    }
  }
}

const LINE_BREAK = 0x0a;

async function* oneArray(parts: readonly OpenPart[], compression: ExportCompression): Bytes {
  let isFirst = true;
  yield Buffer.from('[');
  for (const open of parts) {
    for await (const piece of elementsOf(unpacked(await open(), compression))) {
      if (piece.length === 0) continue;
      // The comma belongs before what follows, and a part may have no rows.
      if (piece.startsElement) yield Buffer.from(isFirst ? '\n' : ',\n');
      isFirst = false;
      yield piece.bytes;
    }
  }
  yield Buffer.from('\n]\n');
}

interface Elements {
  bytes: Buffer;
  length: number;
  /** True for the first piece of a part. */
  startsElement: boolean;
}

/** What stands between the brackets of an array. The end is known only when it is there, so a little is held back. */
async function* elementsOf(bytes: Bytes): AsyncGenerator<Elements> {
  let held: Buffer = Buffer.alloc(0);
  let isInside = false;
  let isFirst = true;
  for await (const piece of bytes) {
    held = held.length === 0 ? piece : Buffer.concat([held, piece]);
    if (!isInside) {
      const text = held.toString('latin1').trimStart();
      if (text === '') continue;
      if (!text.startsWith('[')) throw notAnArray();
      held = Buffer.from(text.slice(1).trimStart(), 'latin1');
      isInside = true;
    }
    if (held.length <= HELD_BYTES) continue;
    const ready = held.subarray(0, held.length - HELD_BYTES);
    held = held.subarray(held.length - HELD_BYTES);
    yield { bytes: ready, length: ready.length, startsElement: isFirst };
    isFirst = false;
  }
  const end = held.toString('latin1').trimEnd();
  if (!isInside || !end.endsWith(']')) throw notAnArray();
  const last = Buffer.from(end.slice(0, -1).trimEnd(), 'latin1');
  yield { bytes: last, length: last.length, startsElement: isFirst };
}

/** More than a closing bracket with the white space around it. */
const HELD_BYTES = 64;

function notAnArray(): Error {
  return new Error('A part of an export is not a whole JSON array');
}

function unpacked(part: Readable, compression: ExportCompression): Bytes {
  if (compression === 'none') return part;
  return through(part, compression === 'gzip' ? createGunzip() : createZstdDecompress());
}

function packed(bytes: Bytes, compression: ExportCompression): Bytes {
  if (compression === 'none') return bytes;
  return through(
    Readable.from(bytes, { objectMode: false }),
    compression === 'gzip' ? createGzip() : createZstdCompress(),
  );
}

/** A failure before the transformation is one of it, so that it does not end well. */
function through(from: Readable, by: Transform): Bytes {
  from.on('error', (error) => by.destroy(error));
  by.on('close', () => from.destroy());
  return from.pipe(by);
}
