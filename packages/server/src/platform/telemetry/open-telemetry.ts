import type { Log } from '#platform/log/log';
import { silentTelemetry } from './telemetry.ts';
import type { MetricTable, TelemetryOf } from './telemetry.ts';

export interface TelemetryOptions<Table extends MetricTable> {
  metrics: Table;
  /** What tells this process from others: `service.name`, `service.version`, its role. */
  about: Readonly<Record<string, string>>;
  /** Answers `GET /metrics` there. */
  prometheus?: { host: string; port: number } | undefined;
  /** Sends to `<endpoint>/v1/metrics` there, every minute unless said. */
  otlp?: { endpoint: string; headers: Readonly<Record<string, string>>; everyMs?: number } | undefined;
  log: Log;
}

/** One source of figures for both ways out. Where neither is wanted, nothing of it is loaded. */
export async function openTelemetry<const Table extends MetricTable>(
  options: TelemetryOptions<Table>,
): Promise<TelemetryOf<Table>> {
  if (!options.prometheus && !options.otlp) return silentTelemetry();
  const { measure } = await import('./measure.ts');
  return measure(options);
}
