import { monitorEventLoopDelay } from 'node:perf_hooks';
import { FEATURES } from './features.ts';
import type { Engines } from '#kernel/ctx';
import type { Telemetry } from '#kernel/telemetry';
import { QUERY_CLASSES } from '#platform/clickhouse/query-class';

/** Its jobs are made when it is opened. */
const INGESTION = ['ingestion'] as const;
const PER_NANOSECOND = 1e-9;

/** What is so at the moment of asking: the process, its queues, and what the features keep. */
export function observeProcess(engines: Engines): void {
  const { telemetry, queue, ch } = engines;
  observeNode(telemetry);
  telemetry.watch((set) => {
    const lines = ch.lines();
    for (const name of QUERY_CLASSES)
      for (const state of ['running', 'waiting'] as const)
        set('tidemark_clickhouse_line', { class: name, state }, lines[name][state]);
  });
  // A queue that is asked holds connections: only those that ever have a message.
  const groups = new Set([...FEATURES.flatMap(({ jobs = [] }) => jobs.map(({ type }) => type.group)), ...INGESTION]);
  for (const group of groups)
    telemetry.watch(async (set) => {
      const counts = await queue.counts(group);
      for (const state of ['waiting', 'active', 'delayed', 'failed'] as const)
        set('tidemark_queue_messages', { group, state }, counts[state]);
    });
  for (const { figures } of FEATURES) if (figures) telemetry.watch((set) => figures(engines, set));
}

function observeNode(telemetry: Telemetry): void {
  let delay: ReturnType<typeof startedDelay> | null = null;
  let cpu = process.cpuUsage();
  let sinceMs = performance.now();
  telemetry.watch((set) => {
    // Looking at the loop wakes it now and then: only where somebody asks.
    delay ??= startedDelay();
    const memory = process.memoryUsage();
    set('tidemark_process_memory_bytes', { kind: 'resident' }, memory.rss);
    set('tidemark_process_memory_bytes', { kind: 'heap' }, memory.heapUsed);
    set('tidemark_process_memory_bytes', { kind: 'external' }, memory.external);
    set('tidemark_process_event_loop_delay_seconds', { quantile: '0.5' }, delay.percentile(50) * PER_NANOSECOND);
    set('tidemark_process_event_loop_delay_seconds', { quantile: '0.99' }, delay.percentile(99) * PER_NANOSECOND);
    set('tidemark_process_event_loop_delay_seconds', { quantile: '1' }, delay.max * PER_NANOSECOND);
    const used = process.cpuUsage(cpu);
    const nowMs = performance.now();
    set('tidemark_process_cpu_cores', {}, (used.user + used.system) / 1000 / Math.max(1, nowMs - sinceMs));
    [cpu, sinceMs] = [process.cpuUsage(), nowMs];
    delay.reset();
  });
}

function startedDelay() {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  return delay;
}
