import type { WorkerGroup } from '#config/env';
import type { Ingestion } from '#features/ingestion';
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

/** Consumes the chosen queue groups; disposal finishes the jobs in hand. */
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
  stack.defer(() => stop.abort());
  return { [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** A job whose input or state makes it hopeless is put aside with a line in the log; everything else is tried again. */
function handlerOf(engines: Engines, jobs: ReadonlyMap<string, Job>): MessageHandler {
  return async ({ name, data }, signal) => {
    const job = jobs.get(name);
    if (!job) throw new Error(`There is no job ${name}`);
    try {
      await job.run(engines, data, signal);
    } catch (error) {
      const action = toQueueAction(error);
      if (action === 'retry') throw error;
      engines.log.error({ err: error, job: name, data, action }, 'job given up');
    }
  };
}
