import { parseJson } from '#platform/http/parse-json';
import { readBody } from '#platform/http/read-body';
import { BATCH_LIMITS, keepSingle, keepWrapped, stampOf } from './accept-batch.ts';
import type { Accepting } from './accepting.ts';
import { wrapScore } from './batch/legacy-events.ts';
import { countRefusal } from './count-refusal.ts';
import { withoutMask } from './masking/mask-body.ts';

export interface ScoresAnswer {
  status: 200 | 202 | 207;
  body: Record<string, unknown>;
}

/**
 * One score, answered with its id; or a list of them, as the Python SDK sends from version 5 on, of which a bad one
 * spares the others: 202 when all were good, 207 with the reasons of the bad ones otherwise.
 */
export async function acceptScores(accepting: Accepting): Promise<ScoresAnswer> {
  const wrapped = (score: unknown) => wrapScore(score, stampOf(accepting.ctx));
  return countRefusal(accepting, async (seen) => {
    const body = await readBody(accepting.request, BATCH_LIMITS);
    seen.body = await withoutMask(accepting.ctx, body);
    const scores = parseJson(body.bytes, 'Invalid request data');
    if (!Array.isArray(scores)) return { status: 200, body: await keepSingle(accepting, wrapped(scores), seen) };
    const { successes, errors } = await keepWrapped(accepting, scores.map(wrapped), seen);
    if (errors.length === 0) return { status: 202, body: { message: 'Accepted' } };
    const reasons = errors.map(({ error, message }) => ({ message: error ?? message ?? 'Invalid score' }));
    return { status: 207, body: { accepted: successes.length, rejected: errors.length, errors: reasons } };
  });
}
