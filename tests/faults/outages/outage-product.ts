import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines, TestWays } from '@tidemark/server/testing';
import { testProject, testServer } from '@tidemark/server/testing-server';
import { expect } from 'vitest';
import { hurried } from './hurried-clock.ts';
import type { HurriedClock } from './hurried-clock.ts';
import { waitUntil } from '../../harness/wait-until.ts';

export interface Balance {
  received: number;
  stored: number;
  queued: number;
  deadLettered: number;
  refused: number;
}

interface Answer {
  status: number;
  retryAfter: string | undefined;
  /** How long it took. */
  ms: number;
  text: string;
  /** Ids of the spans that were sent. */
  spanIds: string[];
}

/** A project of the product, with what was acknowledged to it. */
export interface OutageProject {
  projectId: string;
  authorization: string;
  acknowledged: string[];
  /** Sends a request of so many spans, each with so large an input, and notes them when they were acknowledged. */
  send(spans?: number, inputBytes?: number): Promise<Answer>;
  balance(): Promise<Balance>;
  /** Waits until nothing waits any more, then compares what can be read with what was acknowledged: each once, nothing lost. */
  expectAllStored(withinMs?: number): Promise<Balance>;
}

/** The product within this process, on real engines, with a bad network or other stores between where `ways` say so. */
export interface OutageProduct extends AsyncDisposable {
  stores: TestEngines;
  clock: HurriedClock;
  server: Awaited<ReturnType<typeof testServer>>;
  newProject(): Promise<OutageProject>;
}

/** `prepare` is given the folder for blobs before anything is in it. */
export async function startOutageProduct(
  ways: TestWays = {},
  prepare?: (blobs: string) => Promise<AsyncDisposable>,
): Promise<OutageProduct> {
  const stack = new AsyncDisposableStack();
  const clock = hurried();
  const stores = stack.use(await testEngines(clock, ways));
  if (prepare) stack.use(await prepare(join(stores.folder, 'blobs')));
  const server = stack.use(await testServer(stores));
  /** A key that was just made is asked for at every request for two seconds. */
  const isRemembered = async (authorization: string) => {
    let asked = 0;
    const note = () => (asked += 1);
    stores.pool.on('acquire', note);
    await server.inject({ method: 'POST', url: '/api/public/otel/v1/metrics', headers: { authorization } });
    stores.pool.off('acquire', note);
    return asked === 0;
  };
  return {
    stores,
    clock,
    server,
    newProject: async () => {
      const project = projectOf(server, stores, await testProject(stores.engines));
      clock.advance(3000);
      await waitUntil(() => isRemembered(project.authorization), { what: 'the key to be remembered' });
      return project;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

type Server = OutageProduct['server'];

function projectOf(
  server: Server,
  { pool }: TestEngines,
  key: { projectId: string; authorization: string },
): OutageProject {
  const { authorization } = key;
  const acknowledged: string[] = [];
  const get = async (url: string) => {
    const answer = await server.inject({ url, headers: { authorization } });
    if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}: ${answer.body}`);
    return answer.json() as unknown;
  };
  const balance = async () => ((await get('/api/public/v1/ingestion/status')) as { balance: Balance }).balance;
  return {
    ...key,
    acknowledged,
    balance,
    send: async (count = 1, inputBytes = 0) => {
      const spans = Array.from({ length: count }, () => spanOf(inputBytes));
      const spanIds = spans.map(({ spanId }) => spanId);
      const startedAt = performance.now();
      const answer = await server.inject({
        method: 'POST',
        url: '/api/public/otel/v1/traces',
        headers: { authorization, 'content-type': 'application/json' },
        payload: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }),
      });
      if (answer.statusCode === 200) acknowledged.push(...spanIds);
      const retryAfter = answer.headers['retry-after'];
      return {
        status: answer.statusCode,
        retryAfter: retryAfter === undefined ? undefined : String(retryAfter),
        ms: performance.now() - startedAt,
        text: answer.body,
        spanIds,
      };
    },
    expectAllStored: async (withinMs = 30_000) => {
      let last: unknown;
      const isDrained = async () => {
        const now = await balance().catch((error: unknown) => error);
        last = now;
        if (now instanceof Error) return false;
        const { queued, stored, deadLettered } = now as Balance;
        return queued === 0 && stored + deadLettered >= acknowledged.length;
      };
      const what = () => `nothing to wait any more: ${JSON.stringify(last)} of ${acknowledged.length}`;
      await waitUntil(isDrained, { withinMs, what }).catch(async (cause: unknown) => {
        const { rows } = await pool.query('SELECT last_error, count(*) FROM ingestion_segments GROUP BY 1');
        throw new Error(`${(cause as Error).message}; errors: ${JSON.stringify(rows)}`, { cause });
      });
      const found = await readSpanIds(get);
      expect(found.length, 'nothing is there twice').toBe(new Set(found).size);
      const present = new Set(found);
      const missing = acknowledged.filter((id) => !present.has(id));
      expect(missing.length, `missing of ${acknowledged.length}: ${missing.slice(0, 3).join()}`).toBe(0);
      const now = await balance();
      expect(now.received).toBe(now.stored + now.queued + now.refused + now.deadLettered);
      return now;
    },
  };
}

async function readSpanIds(get: (url: string) => Promise<unknown>): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ limit: '1000', fields: 'core', ...(cursor ? { cursor } : {}) });
    const page = (await get(`/api/public/v2/observations?${query.toString()}`)) as {
      data: { id: string }[];
      meta: { cursor?: string };
    };
    ids.push(...page.data.map(({ id }) => id));
    cursor = page.meta.cursor;
  } while (cursor);
  return ids;
}

/** Its input cannot be compressed. */
function spanOf(inputBytes: number) {
  const nanos = String(BigInt(Date.now()) * 1_000_000n);
  return {
    traceId: randomBytes(16).toString('hex'),
    spanId: randomBytes(8).toString('hex'),
    name: 'step',
    startTimeUnixNano: nanos,
    endTimeUnixNano: nanos,
    attributes:
      inputBytes > 0 ? [{ key: 'langfuse.observation.input', value: { stringValue: textOf(inputBytes) } }] : [],
  };
}

const textOf = (sizeBytes: number) => randomBytes(Math.ceil(sizeBytes / 2)).toString('hex');
