import { z } from 'zod';
import { TraceId } from '@tidemark/contract/ids';
import { queryClassOf } from '#kernel/query-class-of';
import { read } from '#kernel/verb';
import { findInTrace } from './store/search-trace.sql.ts';
import type { MatchPlace } from './store/search-trace.sql.ts';

export interface TraceMatches {
  /** Steps that match, in order of their start. */
  matches: { id: string; places: MatchPlace[] }[];
  isComplete: boolean;
}

const MAX_MATCHES = 5000;

/** Which steps of a trace have a text in their name, status, payloads or metadata. */
export const searchTrace = read({
  input: z.object({ traceId: TraceId, text: z.string().trim().min(1).max(1000) }),
  permission: 'traces:read',
  async run(ctx, { traceId, text }): Promise<TraceMatches> {
    const search = { projectId: ctx.projectId, traceId, text, limit: MAX_MATCHES + 1 };
    const found = await findInTrace(ctx.ch, search, queryClassOf(ctx.actor));
    return { matches: found.slice(0, MAX_MATCHES), isComplete: found.length <= MAX_MATCHES };
  },
});
