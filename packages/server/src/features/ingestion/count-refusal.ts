import { toAppError } from '#domain/errors';
import type { Accepting, Seen } from './accepting.ts';
import { offerRequest } from './offer-samples.ts';
import { acceptedOf, tallyOfRefusedRequest, totalsOf } from './tally.ts';
import type { Tally } from './tally.ts';

/** Refuses what there is no room for, and counts what is refused as a whole: by events when they could be read, else as one. */
export async function countRefusal<T>(accepting: Accepting, accept: (seen: Seen) => Promise<T>): Promise<T> {
  const seen: Seen = { tally: null, body: null, counted: false };
  try {
    accepting.gate.admit(accepting.ctx.projectId);
    const answer = await accept(seen);
    if (seen.tally) tell(accepting, seen.tally);
    return answer;
  } catch (error) {
    if (!seen.counted) countWhole(accepting, seen, error);
    else if (seen.tally) tell(accepting, seen.tally);
    throw error;
  }
}

function tell({ ctx }: Accepting, tally: Tally): void {
  const { received, refused } = totalsOf(tally);
  if (received > refused)
    ctx.telemetry.count('tidemark_ingestion_events_total', { outcome: 'accepted' }, received - refused);
  if (refused > 0) ctx.telemetry.count('tidemark_ingestion_events_total', { outcome: 'refused' }, refused);
}

/** Where every event was refused for a reason of its own, those are the reasons, and the request has none. */
function countWhole(accepting: Accepting, seen: Seen, error: unknown): void {
  const reason = `request ${refusalOf(error)}`;
  const tally = tallyOfRefusedRequest(seen.tally, reason);
  accepting.counter.add(accepting.ctx.projectId, tally);
  tell(accepting, tally);
  if (seen.tally === null || acceptedOf(seen.tally) > 0)
    offerRequest(accepting, seen, { reason, detail: toAppError(error).message });
}

function refusalOf(error: unknown): string {
  const { code, httpStatus, details } = toAppError(error);
  const named = details?.['refusal'];
  if (typeof named === 'string') return named;
  return httpStatus === 415 ? 'of unknown type' : code;
}
