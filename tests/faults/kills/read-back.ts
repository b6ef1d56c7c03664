import { setTimeout as wait } from 'node:timers/promises';
import type { IngestionStatus } from '@tidemark/contract/rest/ingestion-status';
import { digestOf, BATCH_TRACE } from './load-request.ts';
import type { ExpectedKind } from './load-request.ts';
import { AUTH } from './product.ts';
import type { Site } from './product.ts';

type Row = Record<string, unknown>;

/** What a site's public API shows, by kind and id, as digests that compare with what was promised. */
export interface Readable {
  digests: Record<ExpectedKind, Map<string, string>>;
  /** Ids that came more than once, with their kind. */
  doubled: string[];
}

/** Reads everything since a time, page by page. */
export async function readBack(site: Site, fromMs: number): Promise<Readable> {
  const from = new Date(fromMs).toISOString();
  const digests = {
    step: new Map<string, string>(),
    create: new Map<string, string>(),
    update: new Map<string, string>(),
    trace: new Map<string, string>(),
    score: new Map<string, string>(),
    'refused score': new Map<string, string>(),
  };
  const doubled: string[] = [];
  const put = (kind: ExpectedKind, row: Row, digest: string) => {
    const id = row['id'] as string;
    if (digests[kind].has(id)) doubled.push(`${kind} ${id}`);
    digests[kind].set(id, digest);
  };
  for await (const row of observationsSince(site, from)) {
    const { traceId, parentObservationId, name, input, output, level } = row;
    const [startMs, endMs] = [msOf(row['startTime']), msOf(row['endTime'])];
    put('step', row, digestOf(traceId, parentObservationId ?? '', name, startMs, endMs, input, output));
    put('create', row, digestOf(traceId, name, startMs, input));
    put('update', row, digestOf(endMs, output, level));
  }
  const traces = numberedPages(site, '/api/public/traces', { fromTimestamp: from, name: BATCH_TRACE, fields: 'core' });
  for await (const row of traces) put('trace', row, digestOf(row['userId']));
  for await (const row of numberedPages(site, '/api/public/v2/scores', { fromTimestamp: from }))
    put('score', row, digestOf(row['traceId'], row['name'], row['value'], row['comment']));
  return { digests, doubled: doubled.filter((one) => !/^(create|update) /.test(one)) };
}

export async function statusOf(site: Site): Promise<IngestionStatus> {
  return (await ask(site, '/api/public/v1/ingestion/status', {})) as unknown as IngestionStatus;
}

async function* observationsSince(site: Site, from: string): AsyncGenerator<Row> {
  let cursor: string | undefined;
  do {
    const page = (await ask(site, '/api/public/v2/observations', {
      limit: '1000',
      fields: 'core,basic,io',
      fromStartTime: from,
      ...(cursor ? { cursor } : {}),
    })) as { data: Row[]; meta: { cursor?: string } };
    yield* page.data;
    cursor = page.meta.cursor;
  } while (cursor);
}

async function* numberedPages(site: Site, path: string, query: Record<string, string>): AsyncGenerator<Row> {
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const { data, meta } = (await ask(site, path, { ...query, limit: '100', page: String(page) })) as {
      data: Row[];
      meta: { totalPages: number };
    };
    pages = meta.totalPages;
    yield* data;
  }
}

/** A trace store that another site's kill took away is waited for, as its clients are told to. */
async function ask(site: Site, path: string, query: Record<string, string>): Promise<Row> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const answer = await fetch(`${site.url}${path}?${new URLSearchParams(query).toString()}`, { headers: AUTH });
    const text = await answer.text();
    if (answer.status === 200) return JSON.parse(text) as Row;
    if (answer.status !== 503 || Date.now() > deadline)
      throw new Error(`${path} answered ${answer.status}: ${text.slice(0, 500)}`);
    await wait(200);
  }
}

const msOf = (time: unknown) => (typeof time === 'string' ? Date.parse(time) : null);
