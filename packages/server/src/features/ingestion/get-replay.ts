import { z } from 'zod';
import type { IngestionReplay } from '@tidemark/contract/rest/ingestion-replays';
import { AppError } from '#domain/errors';
import { read } from '#kernel/verb';
import { findReplay } from './find-replay.ts';

export const getReplay = read({
  input: z.object({ replayId: z.string().min(1).max(100) }),
  permission: 'traces:read',
  async run({ db, projectId }, { replayId }): Promise<IngestionReplay> {
    const found = await findReplay(db, { projectId, id: replayId });
    if (!found) throw new AppError('not_found', 'There is no such replay');
    return found;
  },
});
