import { z } from 'zod';
import type { IngestionCounts, IngestionReason, IngestionStatus } from '@tidemark/contract/rest/ingestion-status';
import { read } from '#kernel/verb';
import { segmentTimeMs } from '#platform/journal/journal';
import { adviceOn } from './refusal-advice.ts';
import { readBalance } from './store/balance.sql.ts';
import { readRecentCounts } from './store/count-history.sql.ts';
import type { RecentCount } from './store/count-history.sql.ts';
import { countOpenLetters } from './store/dead-letter-list.sql.ts';
import { readWaiting } from './store/waiting.sql.ts';

/** An accepted request is in a segment that somebody was told of after at most this: its age, one sync, one statement. */
const SETTLE_MS = 2000;

export const ingestionStatus = read({
  input: z.object({}),
  permission: 'traces:read',
  async run({ db, clock, projectId }): Promise<IngestionStatus> {
    const [waiting, balance, recent, deadLetters] = await Promise.all([
      readWaiting(db, projectId),
      readBalance(db, projectId),
      readRecentCounts(db, projectId),
      countOpenLetters(db, projectId),
    ]);
    const nowMs = clock.nowMs();
    const oldestMs = waiting.oldestKey === null ? null : segmentTimeMs(waiting.oldestKey);
    const completeMs = Math.min(nowMs, oldestMs ?? nowMs) - SETTLE_MS;
    return {
      completeUpTo: new Date(completeMs).toISOString(),
      lagSeconds: Math.round((nowMs - completeMs) / 100) / 10,
      waitingSegments: waiting.segments,
      waitingEvents: balance.queued,
      waitingBytes: waiting.bytes,
      oldestWaitingAt: oldestMs === null ? null : new Date(oldestMs).toISOString(),
      lastHour: countsOf(recent, 'lastHour'),
      lastDay: countsOf(recent, 'lastDay'),
      balance,
      deadLetters,
    };
  },
});

function countsOf(recent: readonly RecentCount[], period: 'lastHour' | 'lastDay'): IngestionCounts {
  const sumOf = (outcome: RecentCount['outcome']) =>
    recent.filter((row) => row.outcome === outcome).reduce((sum, row) => sum + row[period], 0);
  const reasons = recent.flatMap(({ outcome, reason, [period]: count }): IngestionReason[] =>
    count > 0 && (outcome === 'refused' || outcome === 'dead-lettered')
      ? [{ outcome, reason, count, advice: adviceOn(reason) }]
      : [],
  );
  return {
    received: sumOf('received'),
    stored: sumOf('stored'),
    deadLettered: sumOf('dead-lettered'),
    refused: sumOf('refused'),
    reasons,
  };
}
