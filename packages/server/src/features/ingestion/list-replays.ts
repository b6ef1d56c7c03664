import { z } from 'zod';
import type { IngestionReplay } from '@tidemark/contract/rest/ingestion-replays';
import { read } from '#kernel/verb';
import { replayView } from './replay-view.ts';
import { selectReplays } from './store/replays.sql.ts';

const SHOWN = 10;

/** The latest replays with how far each has come, newest first. */
export const listReplays = read({
  input: z.object({}),
  permission: 'traces:read',
  async run({ db, projectId }): Promise<{ rows: IngestionReplay[] }> {
    return { rows: (await selectReplays(db, { projectId, limit: SHOWN })).map(replayView) };
  },
});
