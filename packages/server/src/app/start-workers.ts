import type { WorkerGroup } from '#config/env';
import type { Ingestion } from '#features/ingestion';
import type { Chore } from '#kernel/chore';
import type { Engines } from '#kernel/ctx';
import { toQueueAction } from '#kernel/errors-to-queue';
import type { Job } from '#kernel/job';
import type { MessageHandler } from '#platform/queue/job-queue';
import { FEATURES } from './features.ts';

const CONCURRENCY: Record<WorkerGroup, number> = {
  ingestion: 8,
  evaluation: 4,
  export: 1,
  lifecycle: 1,
  integrations: 4,
};

/** Consumes the chosen queue groups and does their chores; disposal finishes what is in hand. */
export async function startWorkers(options: {
  engines: Engines;
  ingestion: Ingestion;
  groups: readonly WorkerGroup[];
}): Promise<AsyncDisposable> {
  const { engines, ingestion, groups } = options;
  const jobs = new Map(
    [...FEATURES.flatMap((feature) => feature.jobs ?? []), ...ingestion.jobs].map((job) => [job.type.name, job]),
  );
  const stack = new AsyncDisposableStack();
  const stop = new AbortController();
  for (const group of groups) {
    if (![...jobs.values()].some(({ type }) => type.group === group)) continue;
    stack.use(await engines.queue.consume(group, { concurrency: CONCURRENCY[group] }, handlerOf(engines, jobs)));
  }
  if (groups.includes('ingestion')) {
    const reconciling = ingestion.reconcile(stop.signal);
    stack.defer(() => reconciling);
  }
  for (const chore of FEATURES.flatMap((feature) => feature.chores ?? [])) {
    if (!groups.includes(chore.group)) continue;
    const doing = repeat(engines, chore, stop.signal);
    stack.defer(() => doing);
  }
  stack.defer(() => stop.abort());
  return { [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

async function repeat(engines: Engines, chore: Chore, signal: AbortSignal) {
  const tell = (startedMs: number, outcome: 'done' | 'failed') =>
    engines.telemetry.observe(
      'tidemark_chore_seconds',
      { chore: chore.name, outcome },
      (performance.now() - startedMs) / 1000,
    );
  while (!signal.aborted) {
    const startedMs = performance.now();
    await chore.run(engines, signal).then(
      () => tell(startedMs, 'done'),
      (error: unknown) => {
        tell(startedMs, 'failed');
        engines.log.warn({ err: error, chore: chore.name }, 'a chore failed; it comes again');
      },
    );
    await engines.clock.sleep(chore.everyMs, signal);
  }
}

/** A job whose input or state makes it hopeless is put aside with a line in the log; everything else is tried again. */
function handlerOf(engines: Engines, jobs: ReadonlyMap<string, Job>): MessageHandler {
  return async ({ name, data }, signal) => {
    const job = jobs.get(name);
    if (!job) throw new Error(`There is no job ${name}`);
    const startedMs = performance.now();
    const tell = (outcome: 'done' | 'failed' | 'given-up') =>
      engines.telemetry.observe('tidemark_job_seconds', { job: name, outcome }, (performance.now() - startedMs) / 1000);
    try {
      await job.run(engines, data, signal);
      tell('done');
    } catch (error) {
      const action = toQueueAction(error);
      tell(action === 'retry' ? 'failed' : 'given-up');
      if (action === 'retry') throw error;
      engines.log.error({ err: error, job: name, data, action }, 'job given up');
    }
  };
}
