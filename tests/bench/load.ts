import { setTimeout as pause } from 'node:timers/promises';

export type Send = (index: number) => Promise<void>;

/** Sends all, so many at a time. Resolves with the latency of each, in milliseconds. */
export async function sendAll(count: number, connections: number, send: Send): Promise<number[]> {
  const latencies: number[] = [];
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const index = next;
      next += 1;
      latencies.push(await timed(() => send(index)));
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  return latencies;
}

/** Sends at a steady rate, whether earlier ones are answered or not, as many clients would. */
export async function sendAtRate(count: number, perSecond: number, send: Send): Promise<number[]> {
  const startedAt = performance.now();
  const latencies: Promise<number>[] = [];
  for (let index = 0; index < count; index += 1) {
    const dueMs = startedAt + (index * 1000) / perSecond - performance.now();
    if (dueMs > 0) await pause(dueMs);
    latencies.push(timed(() => send(index)));
  }
  return Promise.all(latencies);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Posts and insists on success; tries again when asked to wait, as exporters do. */
export async function postUntilTaken(url: string, init: RequestInit): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const answer = await fetch(url, { method: 'POST', ...init });
    const text = await answer.text();
    if (answer.ok) return;
    if (answer.status !== 429 && answer.status !== 503) throw new Error(`${url} answered ${answer.status}: ${text}`);
    await pause(200);
  }
  throw new Error(`${url} refused 50 times`);
}
