import { METRICS } from '../../packages/server/src/domain/metrics.ts';
import type { Metric } from '../../packages/server/src/platform/telemetry/telemetry.ts';
import { generatedFrom, table } from './markdown.ts';

const SOURCE = 'packages/server/src/domain/metrics.ts';
const KINDS = { counter: 'counter', gauge: 'gauge', histogram: 'histogram' };

export function metricsDoc(): string {
  const rows = Object.entries(METRICS as Record<string, Metric>).map(([name, { kind, labels, help }]) => [
    `\`${name}\``,
    KINDS[kind],
    Object.entries(labels).map(labelText).join('<br>') || '–',
    help,
  ]);
  return `${generatedFrom(SOURCE)}

# Metrics

Every process tells these figures of itself when it is asked to: \`METRICS_PORT\` opens \`GET /metrics\` for Prometheus on a
port of its own, \`OTEL_EXPORTER_OTLP_ENDPOINT\` sends the same ones, under the same names, to an OpenTelemetry collector
([settings](config.md), [operations](operations.md)). Without either nothing is measured. No label names a project, a
person, or anything a client sent. Figures about what is in the databases are told by every process alike: take the
largest, never the sum.

${table(['Metric', 'Kind', 'Labels', 'What it says'], rows)}
`;
}

function labelText([label, values]: [string, readonly string[] | null]): string {
  return values ? `\`${label}\`: ${values.join(', ')}` : `\`${label}\``;
}
