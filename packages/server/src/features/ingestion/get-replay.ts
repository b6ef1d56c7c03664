import { z } from 'zod';
import type { IngestionReplay } from '@tidemark/contract/rest/ingestion-replays';
import { AppError } from '#domain/errors';
import { read } from '#kernel/verb';
import { replayView } from './replay-view.ts';
import { selectReplays } from './store/replays.sql.ts';

export const getReplay = read({
  input: z.object({ replayId: z.string().min(1).max(100) }),
  permission: 'traces:read',
  async run({ db, projectId }, { replayId }): Promise<IngestionReplay> {
    const [row] = await selectReplays(db, { projectId, id: replayId, limit: 1 });
    if (!row) throw new AppError('not_found', 'There is no such replay');
    return replayView(row);
  },
});
