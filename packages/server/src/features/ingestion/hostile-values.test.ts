import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { foldObservation } from '#domain/merge/fold-observation';
import { foldTrace } from '#domain/merge/fold-trace';
import { priceObservation } from '#domain/cost/price-observation';
import { compileTiers } from '#domain/cost/pricing-tiers';
import type { PlainObservation } from '#domain/merge/fold-observation';
import { clampTime } from '#domain/payload/times';
import { AppError } from '#domain/errors';
import { mapBatch } from './batch/map-batch.ts';
import { readBatch } from './batch/read-batch.ts';
import { decodeTraces } from './otlp/decode-traces.ts';
import { mapSpans } from './otlp/map-spans.ts';
import { readSpans } from './otlp/read-spans.ts';

/**
 * Every place of what SDKs really sent is given every value below, one at a time. What is accepted has to get through
 * all that follows: a value that throws in the worker would take its whole request with it.
 */
const context = {
  projectId: 'p',
  apiKeyId: 'k',
  sdkName: '',
  sdkVersion: '',
  receivedUs: Date.UTC(2026, 10, 20) * 1000,
  bodyDigest: 0,
  reading: 0,
};

/** JavaScript makes texts and numbers of values by calling what they bring along. */
const TRAP = { toString: 1, valueOf: 1 };

const VALUES: readonly unknown[] = [
  ...[null, true, 0, -1, 0.5, 1e308, -1e308, 2 ** 53, 2 ** 64, '', ' ', '\0', 'a\u{d800}', '__proto__', 'NaN', '1e400'],
  ...['1e-400', '9'.repeat(300), '0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '{"toString":1}', '[', '[{}]', '{}'],
  ...[[], [[]], [null], [TRAP], {}, TRAP, { a: TRAP }, { low: -1, high: 0.5 }, { low: '1', high: null }],
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
];

const WORST = [null, '', '\0', 'a\u{d800}', 0.5, 2 ** 64, [], [TRAP], TRAP, { low: -1, high: 0.5 }];

/** An attribute of OTLP may hold any kind of value, whatever its name says. */
const ANY_VALUES: readonly unknown[] = [
  ...WORST,
  ...VALUES.map((value) => ({ stringValue: value })),
  ...['intValue', 'doubleValue', 'bytesValue', 'arrayValue', 'kvlistValue'].flatMap((kind) =>
    WORST.map((value) => ({ [kind]: value })),
  ),
  { kvlistValue: { values: [{ key: 'toString', value: { intValue: 1 } }] } },
  {
    kvlistValue: {
      values: [
        { key: '__proto__', value: { stringValue: 'x' } },
        { key: 'a\0', value: TRAP },
      ],
    },
  },
  { arrayValue: { values: [{ kvlistValue: { values: [] } }, TRAP, null, { arrayValue: {} }] } },
];

const fixtures = (folder: string) =>
  readdirSync(new URL(folder, import.meta.url))
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ name, text: readFileSync(new URL(`${folder}/${name}`, import.meta.url), 'utf8') }))
    .filter(({ text }) => text.length < 15_000);

describe('every place of a recorded export', () => {
  test.each(fixtures('otlp/fixtures'))('$name', { timeout: 60_000 }, ({ text }) => {
    const body = JSON.parse(text) as unknown;
    for (const place of unlike(body))
      for (const value of isAttribute(place) ? ANY_VALUES : VALUES) attempt(body, place, value, readExport);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('every place of a recorded batch', () => {
  test.each(fixtures('batch/fixtures'))('$name', { timeout: 60_000 }, ({ text }) => {
    const body = JSON.parse(text) as unknown;
    for (const place of unlike(body)) for (const value of VALUES) attempt(body, place, value, readEvents);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

test('the version of a prompt is what a version can be, or none', () => {
  const versionOf = (value: unknown) => {
    const attributes = [
      { key: 'langfuse.observation.type', value: { stringValue: 'generation' } },
      { key: 'langfuse.observation.prompt.name', value: { stringValue: 'greeting' } },
      { key: 'langfuse.observation.prompt.version', value },
    ];
    const span = {
      traceId: '1'.repeat(32),
      spanId: '2'.repeat(16),
      startTimeUnixNano: '1795168800000000000',
      attributes,
    };
    const groups = [{ scopeSpans: [{ spans: [span] }] }];
    return mapSpans(readSpans(groups, context.receivedUs).spans, context).observations[0]?.promptVersion;
  };
  expect([{ intValue: '3' }, { stringValue: '3' }, { intValue: 2_147_483_647 }].map(versionOf)).toEqual([
    3, 3, 2_147_483_647,
  ]);
  for (const bad of [
    { intValue: -1 },
    { intValue: '4294967296' },
    { doubleValue: 0.5 },
    { stringValue: 'latest' },
    ANY_VALUES.at(-3),
  ])
    expect(versionOf(bad), JSON.stringify(bad)).toBeNull();
});

type Path = string[];

function placesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...placesOf(inner, [...path, key])]);
}

/** Places that no fixture before had: attributes by their name, all others by where they are in any list. */
function unlike(body: unknown): Path[] {
  return placesOf(body).filter((path) => {
    const kind = path.map((step) => (/^\d+$/.test(step) ? '*' : step)).join('.');
    const name = isAttribute(path) ? attributeName(body, path) : '';
    const isNew = !seen.has(`${kind} ${name}`);
    seen.add(`${kind} ${name}`);
    return isNew;
  });
}

const seen = new Set<string>();

function attributeName(body: unknown, path: Path): string {
  const attribute = path.slice(0, -1).reduce((at, key) => (at as Record<string, unknown>)[key], body);
  return String((attribute as { key?: unknown }).key);
}

function isAttribute(path: Path): boolean {
  return path.at(-1) === 'value' && path.at(-3) === 'attributes';
}

function attempt(body: unknown, path: Path, value: unknown, run: (bytes: Buffer) => void) {
  const holder = path.slice(0, -1).reduce((at, key) => (at as Record<string, unknown>)[key], body) as Record<
    string,
    unknown
  >;
  const key = path.at(-1) ?? '';
  const original = holder[key];
  holder[key] = value;
  try {
    run(Buffer.from(JSON.stringify(body)));
  } catch (cause) {
    throw new Error(`${path.join('.')} = ${JSON.stringify(value)}`, { cause });
  } finally {
    holder[key] = original;
  }
}

function readExport(bytes: Buffer) {
  const groups = refusable(() => decodeTraces(bytes, 'json'));
  if (!groups) return;
  const { observations, traces } = mapSpans(readSpans(groups, context.receivedUs).spans, context);
  for (const observation of observations) check(observation);
  for (const trace of traces) expectStorable(JSON.stringify(foldTrace([trace])));
}

function readEvents(bytes: Buffer) {
  const batch = refusable(() => readBatch(JSON.parse(bytes.toString('utf8')), 'all'));
  if (!batch) return;
  const { observations, traces, scores } = mapBatch(batch.accepted, context);
  for (const change of observations) check(foldObservation([change]));
  for (const trace of traces) expectStorable(JSON.stringify(foldTrace([trace])));
  for (const score of scores) expectStorable(JSON.stringify(score));
}

const TIERS = compileTiers([
  {
    id: 'some',
    name: 'some',
    prices: { input: '2' },
    conditions: ['temperature', 'max_tokens', 'stop', 'a', 'toString'].flatMap((key) => [
      { source: 'parameters' as const, key, in: ['x'] },
      { source: 'metadata' as const, key, in: ['x'] },
    ]),
  },
  { id: 'all', name: 'all', conditions: [], prices: { input: '1', output: '2' } },
]);

function check(observation: PlainObservation) {
  const { providedUsage: usage, providedCost, modelParameters, metadata } = observation;
  const priced = priceObservation({ usage, providedCost, modelParameters, metadata, tiers: TIERS });
  expectStorable(JSON.stringify({ ...observation, ...priced, tier: null }));
  for (const us of [observation.startUs, observation.endUs, observation.completionStartUs])
    if (us !== null && clampTime(us, context.receivedUs).clamped) throw new Error(`Not a time that is stored: ${us}`);
}

/** JSON writes NUL and halves of surrogate pairs as escapes, which the store refuses. */
function expectStorable(json: string) {
  if (/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/.test(json)) throw new Error(`Not storable: ${json.slice(0, 500)}`);
}

function refusable<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid') return null;
    throw error;
  }
}
