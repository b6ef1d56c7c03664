import { SessionId } from '@tidemark/contract/ids';
import { storableText } from '@tidemark/contract/storable-text';
import { z } from 'zod';
import { openTelemetryDeletion, startHiding } from '#features/traces';
import { write } from '#kernel/verb';

export interface StartedSessionDeletion {
  deletionId: string;
  /** Traces of the sessions. */
  count: number;
}

/** Sessions with all of their traces, and with their own scores. Hidden in the background, at once for a few traces. */
export const deleteSessions = write({
  input: z.object({ ids: z.array(SessionId).min(1).max(100), reason: storableText().max(1000).optional() }),
  permission: 'traces:delete',
  audit: ({ ids, reason }, { deletionId, count }: StartedSessionDeletion) => ({
    action: 'sessions.delete',
    entityType: 'deletion',
    entityId: deletionId,
    details: { sessions: ids.length, traces: count, ...(reason ? { reason } : {}) },
  }),
  async run(ctx, { ids, reason }): Promise<StartedSessionDeletion> {
    const [first] = ids;
    return openTelemetryDeletion(ctx, {
      entityType: 'session',
      ...(ids.length === 1 && first !== undefined ? { entityId: first } : {}),
      entityName: () => (ids.length === 1 && first !== undefined ? first : `${ids.length} sessions`),
      scope: { environments: [], filter: { column: 'sessionId', op: 'any of', value: [...ids] } },
      sessionIds: ids,
      reason,
    });
  },
  committed: (ctx) => startHiding(ctx),
});
