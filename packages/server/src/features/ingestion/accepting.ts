import type { IncomingMessage } from 'node:http';
import type { ProjectCtx } from '#kernel/ctx';
import type { RequestBody } from '#platform/http/read-body';
import type { IntakeGate } from './intake-gate.ts';
import type { OutcomeCounter } from './outcome-counter.ts';
import type { RefusalSampler } from './refusal-sampler.ts';
import type { Tally } from './tally.ts';

/** A request that is being accepted, with what its outcome is told to. */
export interface Accepting {
  ctx: ProjectCtx;
  counter: OutcomeCounter;
  sampler: RefusalSampler;
  gate: IntakeGate;
  request: IncomingMessage;
}

/** What is known of a request while it is accepted. */
export interface Seen {
  /** Set once its events were read. */
  tally: Tally | null;
  /** Set once it was read. */
  body: RequestBody | null;
  /** True once the events were counted, or are kept and counted with their segment. */
  counted: boolean;
}
