import { observationRoutes } from '@tidemark/contract/rest/observations';
import { operationsRoutes } from '@tidemark/contract/rest/operations';
import { projectRoutes } from '@tidemark/contract/rest/projects';
import type { Route } from '@tidemark/contract/rest/route';
import { scoreRoutes } from '@tidemark/contract/rest/scores';
import { sessionRoutes } from '@tidemark/contract/rest/sessions';
import { traceRoutes } from '@tidemark/contract/rest/traces';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { post, read, readTrace, send, useOwnProject } from '../harness/public-api.ts';
import { hostileCursor, hostileFilterText, hostileText, hostileTime, nested, tampered } from './hostile-values.ts';
import { expectAnswered } from './expect-answered.ts';

const ROUTES: readonly Route[] = [
  ...Object.values(operationsRoutes),
  ...Object.values(projectRoutes),
  ...Object.values(traceRoutes),
  ...Object.values(observationRoutes),
  ...Object.values(sessionRoutes),
  ...Object.values(scoreRoutes),
];

const NEIGHBOUR = 'neighbour-of-the-fuzz';
const AT = '2026-11-18T10:00:00.000Z';
/** Of each route; FUZZ_RUNS tries more of the same row of requests. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 25);
/** The same every time; another seed tries other requests. */
const SEEDED = { numRuns: RUNS, seed: 20_261_120 };

beforeAll(async () => {
  await useOwnProject('REST fuzz');
  const event = (type: string, body: object, n: number) => ({
    id: `${NEIGHBOUR}-${type}-${n}`,
    type,
    timestamp: AT,
    body,
  });
  const steps = ['a', 'b', 'c'].map((name, n) =>
    event('span-create', { id: `${NEIGHBOUR}-${name}`, traceId: NEIGHBOUR, name, startTime: AT }, n),
  );
  const scores = [1, 2].map((value) =>
    event('score-create', { id: `${NEIGHBOUR}-${value}`, traceId: NEIGHBOUR, name: 'good', value }, value),
  );
  const trace = event('trace-create', { id: NEIGHBOUR, timestamp: AT, sessionId: NEIGHBOUR, name: 'neighbour' }, 0);
  await post('/api/public/ingestion', { batch: [trace, ...steps, ...scores] });
  await readTrace(NEIGHBOUR, { observations: 3, scores: 2 });
});

describe('whatever a request asks, the answer says what is wrong with it', () => {
  it.each(ROUTES)('$method $path', { timeout: 240_000 }, async (route) => {
    const request = fc.record({ params: paramsOf(route), query: queryOf(route) });
    await fc.assert(
      fc.asyncProperty(request, async ({ params, query }) => {
        const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => pathPart(params[name] ?? ''));
        await expectAnswered(() => send(`${path}?${queryText(query)}`, { method: route.method }));
      }),
      SEEDED,
    );
    await readTrace(NEIGHBOUR, { observations: 3, scores: 2 });
  });
});

describe('cursors that were tampered with', () => {
  it.each([
    ['/api/public/v2/observations', { limit: '1' }],
    ['/api/public/v3/scores', { limit: '1' }],
  ])('%s', { timeout: 120_000 }, async (path, query) => {
    const { meta } = (await read(path, query)) as { meta: { cursor: string } };
    expect(meta.cursor).toEqual(expect.any(String));
    await fc.assert(
      fc.asyncProperty(tampered(meta.cursor), async (cursor) => {
        await expectAnswered(() => send(`${path}?${queryText({ ...query, cursor })}`));
      }),
      SEEDED,
    );
  });
});

describe('filters at and over their limits', () => {
  const condition = { column: 'name', op: '=', value: 'x' };
  const ask = (filter: unknown) => send(`/api/public/traces?filter=${encodeURIComponent(JSON.stringify(filter))}`);
  it.each([
    ['8 groups deep', nested(8, condition), 200],
    ['9 groups deep', nested(9, condition), 400],
    ['2,000 groups deep', nested(400, condition), 400],
    ['100 conditions', { or: Array(100).fill(condition) }, 200],
    ['101 conditions', { or: Array(101).fill(condition) }, 400],
  ])('%s', async (_, filter, status) => {
    const answer = await ask(filter);
    expect(answer.status, answer.text.slice(0, 500)).toBe(status);
    expect(answer.text.length).toBeLessThan(20_000);
  });

  it('a filter that is as deep as an address is long is refused in a moment', async () => {
    const deep = `${'{"not":'.repeat(900)}${JSON.stringify(condition)}${'}'.repeat(900)}`;
    const answer = await expectAnswered(() => send(`/api/public/traces?filter=${deep.replaceAll('"', '%22')}`));
    expect(answer.status).toBe(400);
  });
});

type Shape = Record<string, z.ZodType>;

/** The fields of an object schema, also of one with rules over all of its fields. */
function fieldsOf(schema: z.ZodType | undefined): string[] {
  return Object.keys((schema as { shape?: Shape } | undefined)?.shape ?? {});
}

/** The neighbour's own id, too, except where that rightly deletes it. */
function paramsOf({ method, params }: Route): fc.Arbitrary<Record<string, string>> {
  const id = method === 'DELETE' ? hostileText : fc.oneof(fc.constant(NEIGHBOUR), hostileText);
  return fc.record(Object.fromEntries(fieldsOf(params).map((name) => [name, id])));
}

type Query = Record<string, string | string[]>;

/** One or two parameters at a time: with more, the first bad one would hide what the others do. */
function queryOf({ query }: Route): fc.Arbitrary<Query> {
  const names = [...fieldsOf(query), 'unknown', '__proto__'];
  return fc
    .subarray(names, { minLength: 1, maxLength: 2 })
    .chain((some) => fc.record(Object.fromEntries(some.map((name) => [name, valueOf(name)]))));
}

const FIELDS = [
  'core',
  'io',
  'scores',
  'metrics',
  'details',
  'subject',
  'trace',
  'score',
  'basic',
  'usage',
  'nonsense',
];

/** What is likely to get past the first check, and what is not. */
function valueOf(name: string): fc.Arbitrary<string | string[]> {
  const several = fc.array(hostileText, { minLength: 2, maxLength: 3 });
  if (name === 'filter') return hostileFilterText;
  if (name === 'cursor') return hostileCursor;
  if (name === 'fields')
    return fc.oneof(
      fc.subarray(FIELDS).map((all) => all.join(',')),
      hostileText,
    );
  if (/time/i.test(name)) return fc.oneof({ weight: 5, arbitrary: hostileTime }, hostileText, several);
  if (name === 'page') return fc.oneof(fc.constantFrom('1', '2', '9007199254740991', '100000000'), hostileText);
  if (name === 'limit') return fc.oneof(fc.constantFrom('1', '100', '0'), hostileText);
  if (name === 'orderBy')
    return fc.oneof(fc.constantFrom('timestamp.asc', 'latency.desc', 'scores.asc', 'a.b.c', '.'), hostileText);
  return fc.oneof({ weight: 4, arbitrary: hostileText }, several);
}

function queryText(query: Query): string {
  return Object.entries(query)
    .flatMap(([name, value]) => [value].flat().map((one) => `${name}=${part(one)}`))
    .join('&');
}

/** An address cannot carry half of a character, nor much more than this. */
function part(text: string): string {
  return encodeURIComponent(text.slice(0, 3_000).toWellFormed()).slice(0, 6_000).replace(/%.?$/, '');
}

/** Two dots as a path are resolved by the client before they are sent. */
function pathPart(text: string): string {
  return /^\.{0,2}$/.test(text) ? 'x' : part(text);
}
