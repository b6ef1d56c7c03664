import { setTimeout as pause } from 'node:timers/promises';
import type { Http } from './http-client.ts';
import type { Sent } from './load-orders.ts';
import type { PreparedRequest } from './prepared-request.ts';

/** As fast as they are taken: each connection sends its next request when the last was answered. */
export async function fireRequests(
  http: Http,
  requests: readonly PreparedRequest[],
  connections: number,
): Promise<Sent> {
  const sent = nothingSent();
  const waiting = requests[Symbol.iterator]();
  const startedMs = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (const request of waiting) await sendOne(http, request, { sent, dueMs: performance.now() });
    }),
  );
  const durationMs = performance.now() - startedMs;
  const lastTraceIds = requests.slice(-8).map((request) => request.lastTraceId);
  return { ...sent, durationMs, lastTraceIds: sent.refused === 0 ? lastTraceIds : [] };
}

export interface Pace {
  requestsPerSecond: number;
  /** Every so often a request is watched until it can be read. */
  watchEveryMs: number;
  stepsPerTrace: number;
}

/**
 * At a steady rate whatever the product does: a request counts from the moment it was due, so an answer that holds up
 * the next ones is not hidden.
 */
export async function paceRequests(http: Http, requests: readonly PreparedRequest[], pace: Pace): Promise<Sent> {
  const sent = nothingSent();
  const open: Promise<void>[] = [];
  const startedMs = performance.now();
  let watchedMs = -Infinity;
  for (const [index, request] of requests.entries()) {
    const dueMs = startedMs + (index * 1000) / pace.requestsPerSecond;
    const waitMs = dueMs - performance.now();
    if (waitMs > 0) await pause(waitMs);
    const isWatched = dueMs - watchedMs >= pace.watchEveryMs;
    if (isWatched) watchedMs = dueMs;
    const sending = sendOne(http, request, { sent, dueMs });
    open.push(
      isWatched ? sending.then((ok) => (ok ? watch(http, request, { pace, sent }) : undefined)) : sending.then(),
    );
  }
  const durationMs = performance.now() - startedMs;
  await Promise.all(open);
  return { ...sent, durationMs };
}

async function sendOne(http: Http, request: PreparedRequest, { sent, dueMs }: { sent: Sent; dueMs: number }) {
  const ok = await http.send(request);
  if (!ok) {
    sent.refused += 1;
    return false;
  }
  sent.acknowledgedMs.push(performance.now() - dueMs);
  sent.accepted.requests += 1;
  sent.accepted.observations += request.observations;
  sent.accepted.events += request.events;
  return true;
}

const ASK_EVERY_MS = 50;
const WATCH_AT_MOST_MS = 30_000;

/** The clock runs from the answer to the end of the first reading that has every step; asking again costs up to 50 ms. */
async function watch(http: Http, request: PreparedRequest, { pace, sent }: { pace: Pace; sent: Sent }) {
  const acceptedMs = performance.now();
  const path = `/api/public/v2/observations?traceId=${request.lastTraceId}&fields=core&limit=100`;
  while (performance.now() - acceptedMs < WATCH_AT_MOST_MS) {
    const { status, text } = await http.get(path);
    const rows = status === 200 ? (JSON.parse(text) as { data: unknown[] }).data.length : 0;
    if (rows >= pace.stepsPerTrace) break;
    await pause(ASK_EVERY_MS);
  }
  sent.readableMs.push(performance.now() - acceptedMs);
}

function nothingSent(): Sent {
  return {
    durationMs: 0,
    accepted: { requests: 0, observations: 0, events: 0 },
    lastTraceIds: [],
    refused: 0,
    acknowledgedMs: [],
    readableMs: [],
  };
}
