import type { z } from 'zod';
import type { Engines } from './ctx.ts';

/** Queues are few; a group is one queue, and its jobs are names inside it. Settings select groups, not jobs. */
export const QUEUE_GROUPS = ['ingestion', 'evaluation', 'export', 'lifecycle', 'integrations'] as const;
export type QueueGroup = (typeof QUEUE_GROUPS)[number];

export interface JobDef<In extends z.ZodType> {
  name: string;
  group: QueueGroup;
  input: In;
  /** Attempts before the job is kept as failed. Trouble of an engine never counts. */
  attempts: number;
}

/** A declaration that producers can import without its handler. */
export type JobType<In extends z.ZodType = z.ZodType> = JobDef<In>;

export interface Job {
  type: JobType;
  run(engines: Engines, input: unknown, signal: AbortSignal): Promise<void>;
}

export function jobType<In extends z.ZodType>(def: JobDef<In>): JobType<In> {
  return def;
}

export function job<In extends z.ZodType>(
  type: JobType<In>,
  run: (engines: Engines, input: z.output<In>, signal: AbortSignal) => Promise<void>,
): Job {
  return { type, run: (engines, input, signal) => run(engines, type.input.parse(input), signal) };
}
