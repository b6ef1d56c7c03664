/** What was refused, as it came; of one event, one span, or a whole request of which nothing could be kept. */
export interface RefusalSample {
  projectId: string;
  /** As it is counted: the word after `refused:` in the names of a tally. */
  reason: string;
  atMs: number;
  form: 'event' | 'span' | 'request';
  /** Of this very one: what the sender was answered. */
  detail: string;
  /** At most `SAMPLE_BYTES` of it; empty when it was refused before it was read. */
  sample: string;
  /** Of the whole request. */
  sizeBytes: number;
  publicKey: string;
  sdkName: string;
  sdkVersion: string;
}

export const SAMPLE_BYTES = 16 * 1024;
/** Of each project and reason. */
export const SAMPLES_PER_REASON = 3;

/** An event or a span as JSON text, read only as far as it is kept: what is refused may be of any size. */
export function sampleOfValue(value: unknown): string {
  const parts: string[] = [];
  let room = SAMPLE_BYTES;
  const put = (text: string): boolean => {
    parts.push(text);
    room -= text.length;
    return room > 0;
  };
  const putList = (list: readonly unknown[]): boolean => {
    for (let at = 0; at < list.length; at += 1) if (!put(at > 0 ? ',' : '') || !write(list[at])) return false;
    return true;
  };
  const putFields = (object: object): boolean => {
    for (const [at, key] of Object.keys(object).entries()) {
      const isNamed = put(`${at > 0 ? ',' : ''}${JSON.stringify(key.slice(0, room))}:`);
      if (!isNamed || !write((object as Record<string, unknown>)[key])) return false;
    }
    return true;
  };
  const write = (one: unknown): boolean => {
    if (typeof one === 'string') return put(JSON.stringify(one.slice(0, room)));
    if (typeof one === 'bigint') return put(`"${one}"`);
    if (typeof one !== 'object' || one === null) return put(`${JSON.stringify(one)}`);
    if (one instanceof Uint8Array) return put(`"${Buffer.from(one.subarray(0, room)).toString('hex')}"`);
    if (isLong(one)) return put(`"${one.toString()}"`);
    if (Array.isArray(one)) return put('[') && putList(one) && put(']');
    return put('{') && putFields(one) && put('}');
  };
  write(value);
  return cutText(parts.join(''));
}

/** The start of a body that could not be read: as text where it is one, else as base64. */
export function sampleOfBytes(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, SAMPLE_BYTES));
  const text = start.toString('utf8');
  const broken = text.slice(0, -4).includes('\uFFFD') || text.includes('\0');
  return cutText(broken ? start.toString('base64') : text);
}

function isLong(value: object): value is { low: number; high: number } {
  return 'low' in value && 'high' in value && 'unsigned' in value;
}

/** Within the bytes that are kept; NUL and halves of pairs cannot be stored. */
function cutText(text: string): string {
  const whole = text.replaceAll('\0', '\uFFFD').toWellFormed();
  if (Buffer.byteLength(whole) <= SAMPLE_BYTES) return whole;
  return Buffer.from(whole)
    .subarray(0, SAMPLE_BYTES)
    .toString('utf8')
    .replace(/\uFFFD{1,3}$/, '');
}
