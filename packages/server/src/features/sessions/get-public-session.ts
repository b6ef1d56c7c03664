import { z } from 'zod';
import { SessionId } from '@tidemark/contract/ids';
import type { PublicSession } from '@tidemark/contract/rest/sessions';
import type { PublicTrace } from '@tidemark/contract/rest/traces';
import { listTracesOfSession } from '#features/traces';
import { AppError } from '#domain/errors';
import { read } from '#kernel/verb';
import { findSession } from './find-session.ts';
import { publicSession } from './list-public-sessions.ts';

/** A session with all of its traces, up to a thousand, for the public API. */
export const getPublicSession = read({
  input: z.object({ sessionId: SessionId }),
  permission: 'traces:read',
  async run(ctx, { sessionId }): Promise<PublicSession & { traces: PublicTrace[] }> {
    const row = await findSession(ctx, sessionId);
    if (!row) throw new AppError('not_found', 'Session not found within authorized project');
    return { ...publicSession(row, ctx.projectId), traces: await listTracesOfSession(ctx, { sessionId }) };
  },
});
