import { randomUUID } from 'node:crypto';
import { waitUntil } from '../harness/wait-until.ts';
import { postUntilTaken, sendAll } from './load.ts';
import { randomText } from './random-text.ts';
import { measured } from './report.ts';
import type { Measured } from './report.ts';
import { scalar } from './subject.ts';
import type { Subject } from './subject.ts';

const EVENTS_PER_BATCH = 100;
const CONNECTIONS = 32;

/** Observations that arrive as a create and an update, until each is stored with its end. */
export async function measureBatchApi(subject: Subject, about: { events: number; raw: number }): Promise<Measured[]> {
  const marker = `batch-${randomUUID()}`;
  const count = Math.ceil(about.events / EVENTS_PER_BATCH);
  const bodies = Array.from({ length: count }, (_, index) => batchBody(index, marker));
  const observations = (count * EVENTS_PER_BATCH) / 2;
  const init = { headers: { ...subject.headers, 'content-type': 'application/json' } };
  const startedAt = performance.now();
  await sendAll(count, CONNECTIONS, (index) =>
    postUntilTaken(`${subject.tidemark.url}/api/public/ingestion`, { ...init, body: bodies[index]! }),
  );
  const query = `SELECT uniqExact(id) FROM observations WHERE trace_name = '${marker}' AND end_time IS NOT NULL`;
  const isStored = async () => (await scalar(subject.engine, query)) >= observations;
  await waitUntil(isStored, { what: `${observations} observations of the batch API`, everyMs: 50, withinMs: 300_000 });
  const perSecond = (observations / (performance.now() - startedAt)) * 1000;
  const ratio = perSecond / about.raw;
  return [
    measured(
      'batch API, create + update: stored, as a share of the engine alone',
      ratio.toFixed(2),
      '≥ 0.3',
      ratio >= 0.3,
    ),
    measured('batch API: observations stored per second', Math.round(perSecond).toLocaleString('en')),
  ];
}

function batchBody(index: number, marker: string): string {
  const timestamp = new Date().toISOString();
  const endTime = new Date(Date.now() + 900).toISOString();
  const traceId = randomUUID();
  const event = (type: string, body: Record<string, unknown>) => ({ id: randomUUID(), type, timestamp, body });
  const pairs = Array.from({ length: EVENTS_PER_BATCH / 2 }, (_, step) => {
    const id = randomUUID();
    const text = (shift: number) => randomText(700, index * 1000 + step + shift);
    return [
      event('generation-create', {
        id,
        traceId,
        name: `step-${step}`,
        startTime: timestamp,
        input: text(0),
        model: 'gpt-4o',
      }),
      event('generation-update', {
        id,
        traceId,
        output: text(500),
        endTime,
        usageDetails: { input: 900, output: 120 },
      }),
    ];
  });
  return JSON.stringify({ batch: [event('trace-create', { id: traceId, name: marker, timestamp }), ...pairs.flat()] });
}
