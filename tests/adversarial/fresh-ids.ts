import type { SampleBody } from './sample-bodies.ts';

/** So many bodies speak of the same traces: enough to meet each other, too few to make one trace of all. */
const BODIES_PER_TRACE = 200;

/** The sample with ids of traces that the bodies of its group have and no others. */
export function withFreshIds(sample: SampleBody, number: number): SampleBody {
  const group = Math.floor(number / BODIES_PER_TRACE);
  const isProtobuf = sample.contentType.includes('protobuf');
  return { ...sample, bytes: isProtobuf ? inProtobuf(sample.bytes, group) : inText(sample.bytes, group) };
}

function inText(bytes: Buffer, group: number): Buffer {
  const digits = group.toString(16).padStart(8, '0');
  const text = bytes.toString('utf8');
  return Buffer.from(
    text.replaceAll(/"[0-9a-f]{8}([0-9a-f]{24})"/g, `"${digits}$1"`).replaceAll('"fuzz-', `"fuzz-${digits}-`),
  );
}

/** A span begins with its trace id of 16 bytes and its own of 8, each behind its tag and length. */
function inProtobuf(bytes: Buffer, group: number): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = 0; at + 20 < copy.length; at += 1) {
    const isSpan = copy[at] === 0x0a && copy[at + 1] === 16 && copy[at + 18] === 0x12 && copy[at + 19] === 8;
    if (isSpan) copy.writeUInt32BE(group + 1, at + 2);
  }
  return copy;
}
