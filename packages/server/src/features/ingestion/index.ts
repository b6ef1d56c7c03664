/**
 * From a request to rows. A 2xx means the bytes survive a kill: they are in the journal before the answer goes out.
 * The journal's segments are then mapped, merged, priced and inserted by workers, any number of times with the same
 * result; a segment is committed only after its rows are stored. Everything that came is counted by what became of it.
 */
import { feature } from '#kernel/feature';
import { eraseProject } from './erase-project.ts';
import { maskingExport, maskingImport } from './masking/masking-archive.ts';
import { purgeTelemetry } from './purge-telemetry.ts';
import { ingestionReplayRest } from './replay-rest.ts';
import { ingestionStatusRest } from './status-rest.ts';
import { waitingFigures } from './waiting-figures.ts';

export { countAccepted, countWaiting } from './count-accepted.ts';
export { countOfReplay } from './count-of-replay.ts';
export { findWatermark } from './find-watermark.ts';
export { findReplay } from './find-replay.ts';
export { orderReplay } from './order-replay.ts';
export { ReplayRange } from './replay-range.ts';
export { openIngestion } from './open-ingestion.ts';
export { trackProjectWork } from './project-work.ts';
export type { ProjectWork } from './project-work.ts';
export type { Ingestion } from './open-ingestion.ts';
export { ingestionRouter } from './trpc.ts';

export const ingestion = feature({
  name: 'ingestion',
  owns: {
    postgres: [
      'ingestion_segments',
      'ingestion_intakes',
      'ingestion_counts',
      'ingestion_dead_letters',
      'ingestion_replays',
      'ingestion_refusal_samples',
      'masking_rules',
    ],
    blobs: ['segments'],
  },
  rest: [...ingestionStatusRest, ...ingestionReplayRest],
  notTrashable: {
    ingestion_intakes: 'of processes, not of projects',
    ingestion_segments: 'what was received, in the form it came; it goes by age, and with what was made of it',
    ingestion_counts: 'the balance of what came: it adds up because nothing is taken out of it',
    ingestion_dead_letters: 'they are discarded, and brought back, on their own page',
    ingestion_replays: 'the record of what was read again',
    ingestion_refusal_samples: 'three examples of each refusal, for a week',
    masking_rules: 'a setting, with the audit log as its memory',
  },
  purgeTelemetry,
  notExported: {
    ingestion_counts: 'how requests went here, and nothing that was sent',
    ingestion_dead_letters: 'what could not be stored, kept to be tried again here',
    ingestion_refusal_samples: 'how requests went here, and nothing that was sent',
    ingestion_replays: 'how requests went here, and nothing that was sent',
    ingestion_segments: 'requests as they came, of which the tables are made; kept for days',
  },
  exports: [maskingExport],
  imports: [maskingImport],
  eraseProject,
  figures: waitingFigures,
});
