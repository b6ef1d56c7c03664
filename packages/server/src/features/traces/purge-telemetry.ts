import type { TelemetryPurge } from '#kernel/feature';
import { countTracesLeft, purgeTraces } from './store/purge-traces.sql.ts';

export const purgeTelemetry: TelemetryPurge = {
  erase: async (engines, telemetry) => {
    for (const one of telemetry) await purgeTraces(engines, one);
  },
  async count(engines, telemetry) {
    const sums: Record<string, number> = {};
    for (const one of telemetry)
      for (const [table, left] of Object.entries(await countTracesLeft(engines, one)))
        sums[table] = (sums[table] ?? 0) + left;
    return sums;
  },
};
