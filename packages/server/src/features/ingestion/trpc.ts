import { mutation, query, router } from '#kernel/trpc';
import { discardDeadLetters } from './discard-dead-letters.ts';
import { getDeadLetter } from './get-dead-letter.ts';
import { ingestionStatus } from './ingestion-status.ts';
import { ingestionThroughput } from './ingestion-throughput.ts';
import { getMasking, setMasking, testMasking } from './masking/masking-settings.ts';
import { listDeadLetters } from './list-dead-letters.ts';
import { listRefusalSamples } from './list-refusal-samples.ts';
import { listReplays } from './list-replays.ts';
import { previewReplay } from './preview-replay.ts';
import { replay } from './replay.ts';
import { restoreDeadLetters } from './restore-dead-letters.ts';
import { retryDeadLetters } from './retry-dead-letters.ts';

export const ingestionRouter = router({
  status: query(ingestionStatus),
  throughput: query(ingestionThroughput),
  refusals: router({ samples: query(listRefusalSamples) }),
  replays: router({
    list: query(listReplays),
    preview: query(previewReplay),
    create: mutation(replay),
  }),
  masking: router({ get: query(getMasking), set: mutation(setMasking), test: query(testMasking) }),
  deadLetters: router({
    list: query(listDeadLetters),
    get: query(getDeadLetter),
    retry: mutation(retryDeadLetters),
    discard: mutation(discardDeadLetters),
    restore: mutation(restoreDeadLetters),
  }),
});
