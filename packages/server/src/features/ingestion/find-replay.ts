import type { IngestionReplay } from '@tidemark/contract/rest/ingestion-replays';
import type { Db } from '#platform/postgres/db';
import { replayView } from './replay-view.ts';
import { selectReplays } from './store/replays.sql.ts';

export async function findReplay(db: Db, of: { projectId: string; id: string }): Promise<IngestionReplay | null> {
  const [row] = await selectReplays(db, { ...of, limit: 1 });
  return row ? replayView(row) : null;
}
