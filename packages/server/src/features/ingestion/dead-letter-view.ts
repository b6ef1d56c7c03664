import type { DeadLetterRow } from './store/dead-letter-list.sql.ts';
import { z } from 'zod';
import { adviceOn } from './refusal-advice.ts';

/** Made by us: hexadecimal digits, in groups or not. */
export const DeadLetterId = z.string().regex(/^[0-9a-f-]{1,100}$/);

export interface DeadLetterView {
  id: string;
  /** What the row was of: a request, an observation, a trace, a score, or a change of one. */
  entity: string;
  /** Its id; of a request its place in the segment. */
  entityId: string;
  reason: string;
  advice: string;
  /** Events of a client that it holds back; 0 for a row that was only derived from stored spans. */
  events: number;
  attempts: number;
  at: string;
  /** Set while a retry is under way. */
  retriedAt: string | null;
  discardedAt: string | null;
  payloadBytes: number;
}

const ADVICE_ON: Readonly<Record<string, string>> = {
  request: 'no longer readable',
  segment: 'gone from the blob store',
};

export function deadLetterView(row: DeadLetterRow): DeadLetterView {
  return {
    id: row.id,
    entity: row.entity,
    entityId: row.entityId,
    reason: row.reason,
    advice: adviceOn(ADVICE_ON[row.entity] ?? 'refused by the store'),
    events: row.events,
    attempts: row.attempts,
    at: row.at.toISOString(),
    retriedAt: row.retriedAt?.toISOString() ?? null,
    discardedAt: row.discardedAt?.toISOString() ?? null,
    payloadBytes: row.payloadBytes,
  };
}
