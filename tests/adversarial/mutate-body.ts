import type { Seeded } from '../demo/seeded.ts';
import type { SampleBody } from './sample-bodies.ts';

/** What the place of another value is given: other types, ends of ranges, names that mean something to JavaScript. */
const VALUES: readonly unknown[] = [
  ...[null, true, false, 0, -1, 0.1, 1e308, -1e308, 2 ** 31, 2 ** 53, 2 ** 64, '', ' ', '\0', '\u{d800}', '__proto__'],
  ...['constructor', 'NaN', '-1', '1e400', '9'.repeat(400), 'x'.repeat(20_000), '0000-01-01T00:00:00Z', '../..', 'a/b'],
  ...['9999-12-31T23:59:59.999999Z', '2026-02-30T00:00:00Z', '1795168800000001999', '-5', [], {}, [[]], [null], [{}]],
  ...[
    { __proto__: null },
    { toString: 1 },
    { key: 1, value: 2 },
    { stringValue: 5 },
    { intValue: 'x' },
    { low: -1, high: 2 },
  ],
];

/** A body with one to three faults: in its bytes, or, of JSON, in its values. */
export function mutateBody({ bytes, contentType }: SampleBody, random: Seeded): Buffer {
  let mutant = contentType.includes('json') && random.chance(0.7) ? spoilValues(bytes, random) : bytes;
  const faults = mutant === bytes ? random.whole(1, 3) : random.whole(0, 1);
  for (let fault = 0; fault < faults; fault += 1) mutant = random.pick(BYTE_FAULTS)(mutant, random);
  return mutant;
}

type Fault = (bytes: Buffer, random: Seeded) => Buffer;

const BYTE_FAULTS: readonly Fault[] = [
  function flipBit(bytes, random) {
    const copy = Buffer.from(bytes);
    const at = placeIn(copy, random);
    if (at < copy.length) copy[at] = (copy[at] ?? 0) ^ (1 << random.whole(0, 7));
    return copy;
  },
  function replaceByte(bytes, random) {
    const copy = Buffer.from(bytes);
    const at = placeIn(copy, random);
    if (at < copy.length) copy[at] = random.pick([0, 1, 0x7f, 0x80, 0xff, random.whole(0, 255)]);
    return copy;
  },
  function truncate(bytes, random) {
    return bytes.subarray(0, placeIn(bytes, random));
  },
  function cutOut(bytes, random) {
    const at = placeIn(bytes, random);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random.whole(1, 20))]);
  },
  function repeatPart(bytes, random) {
    const at = placeIn(bytes, random);
    const end = at + random.whole(1, 200);
    return Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
  },
  function insertBytes(bytes, random) {
    const at = placeIn(bytes, random);
    const noise = Buffer.from(Array.from({ length: random.whole(1, 8) }, () => random.whole(0, 255)));
    return Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]);
  },
  /** A length of protobuf that says far more than there is. */
  function longVarint(bytes, random) {
    const at = placeIn(bytes, random);
    return Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff, 0xff, 0xff, 0xff, 0x07]), bytes.subarray(at + 1)]);
  },
];

function placeIn(bytes: Buffer, random: Seeded): number {
  return random.whole(0, Math.max(0, bytes.length - 1));
}

function spoilValues(bytes: Buffer, random: Seeded): Buffer {
  const body = JSON.parse(bytes.toString('utf8')) as unknown;
  for (let fault = random.whole(1, 3); fault > 0; fault -= 1) {
    const places = placesOf(body);
    if (places.length > 0) spoil(random.pick(places), random);
  }
  return Buffer.from(JSON.stringify(body));
}

interface Place {
  holder: Record<string, unknown>;
  key: string;
}

function placesOf(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesOf(holder[key])]);
}

function spoil({ holder, key }: Place, random: Seeded): void {
  const value = holder[key];
  const ways: (() => unknown)[] = [
    () => (holder[key] = structuredClone(random.pick(VALUES))),
    () => delete holder[key],
    () => (holder[key] = [value]),
    () => (holder[key] = { [key]: value }),
    () => (holder[key] = Array.from({ length: 50 }, () => value)),
    () => (holder[key] = JSON.stringify(value)),
    () => (holder[key] = Number(JSON.stringify(value))),
    () =>
      Object.defineProperty(holder, random.pick(['__proto__', '', '\0', key]), {
        value,
        enumerable: true,
        writable: true,
        configurable: true,
      }),
  ];
  random.pick(ways)();
}
