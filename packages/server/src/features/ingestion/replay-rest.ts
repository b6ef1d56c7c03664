import { ingestionReplayRoutes } from '@tidemark/contract/rest/ingestion-replays';
import { rest } from '#kernel/rest';
import { getReplay } from './get-replay.ts';
import { previewReplay } from './preview-replay.ts';
import { replay } from './replay.ts';

export const ingestionReplayRest = [
  rest(ingestionReplayRoutes.create, async ({ ctx, body: { dryRun, ...range } }) => {
    const preview = await previewReplay(ctx, range);
    if (dryRun) return { ...preview, replay: null };
    return { ...preview, replay: await replay(ctx, range) };
  }),
  rest(ingestionReplayRoutes.get, ({ ctx, params }) => getReplay(ctx, params)),
];
