import type { METRICS } from '#domain/metrics';
import type { SetGauge, TelemetryOf } from '#platform/telemetry/telemetry';

/** Where verbs and jobs tell their figures: only what `domain/metrics.ts` declares. */
export type Telemetry = TelemetryOf<typeof METRICS>;

export type SetFigure = SetGauge<typeof METRICS>;
