import type { TelemetryPurge } from '#kernel/feature';
import { countScoresLeft, purgeScores } from './store/purge-scores.sql.ts';

export const purgeTelemetry: TelemetryPurge = {
  erase: async (engines, telemetry) => {
    for (const one of telemetry) await purgeScores(engines, one);
  },
  async count(engines, telemetry) {
    let scores = 0;
    for (const one of telemetry) scores += await countScoresLeft(engines, one);
    return { scores };
  },
};
