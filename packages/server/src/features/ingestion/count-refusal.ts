import { toAppError } from '#domain/errors';
import type { Accepting } from './accept-batch.ts';
import { tallyOfRefusedRequest } from './tally.ts';
import type { Tally } from './tally.ts';

/** What is known of a request while it is accepted. */
export interface Seen {
  /** Set once its events were read. */
  tally: Tally | null;
  /** True once the events were counted, or are kept and counted with their segment. */
  counted: boolean;
}

/** Refuses what there is no room for, and counts what is refused as a whole: by events when they could be read, else as one. */
export async function countRefusal<T>(
  { ctx, counter, gate }: Accepting,
  accept: (seen: Seen) => Promise<T>,
): Promise<T> {
  const seen: Seen = { tally: null, counted: false };
  try {
    gate.admit(ctx.projectId);
    return await accept(seen);
  } catch (error) {
    if (!seen.counted) counter.add(ctx.projectId, tallyOfRefusedRequest(seen.tally, `request ${refusalOf(error)}`));
    throw error;
  }
}

function refusalOf(error: unknown): string {
  const { code, httpStatus, details } = toAppError(error);
  const named = details?.['refusal'];
  if (typeof named === 'string') return named;
  return httpStatus === 415 ? 'of unknown type' : code;
}
