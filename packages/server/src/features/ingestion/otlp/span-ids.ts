import { SpanRefusal } from './any-value.ts';

const TRACE_ID_BYTES = 16;
const SPAN_ID_BYTES = 8;

export const readTraceId = (raw: unknown): string | null => readId(raw, TRACE_ID_BYTES);
export const readSpanId = (raw: unknown): string | null => readId(raw, SPAN_ID_BYTES);

/** A span without these cannot be stored: throws `SpanRefusal`. */
export const requiredTraceId = (raw: unknown): string => requiredId(raw, TRACE_ID_BYTES, 'traceId');
export const requiredSpanId = (raw: unknown): string => requiredId(raw, SPAN_ID_BYTES, 'spanId');

function requiredId(raw: unknown, bytes: number, name: string): string {
  const id = readId(raw, bytes);
  if (id === null) throw new SpanRefusal(`${name} is missing or not ${bytes} bytes other than zero`);
  return id;
}

/** Hex in lower case, from bytes, hex or base64 text; null for none, for zeros, and for any other length. */
function readId(raw: unknown, bytes: number): string | null {
  if (raw instanceof Uint8Array) return raw.length === bytes ? nonZero(hexOf(raw)) : null;
  if (typeof raw !== 'string') return null;
  if (raw.length === bytes * 2) return /^[0-9a-f]+$/i.test(raw) ? nonZero(raw.toLowerCase()) : null;
  const decoded = raw.length === Math.ceil(bytes / 3) * 4 ? Buffer.from(raw, 'base64') : null;
  return decoded?.length === bytes ? nonZero(decoded.toString('hex')) : null;
}

/** Without copying the bytes. */
function hexOf({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('hex');
}

function nonZero(hex: string): string | null {
  return /[^0]/.test(hex) ? hex : null;
}
