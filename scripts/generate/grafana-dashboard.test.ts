import { expect, test } from 'vitest';
import { METRICS } from '../../packages/server/src/domain/metrics.ts';
import type { Metric } from '../../packages/server/src/platform/telemetry/telemetry.ts';
import { grafanaDashboard } from './grafana-dashboard.ts';

const metrics: Record<string, Metric> = METRICS;

test('the dashboard asks for declared metrics only, by labels that they have', () => {
  const { panels } = JSON.parse(grafanaDashboard()) as {
    panels: { targets: { expr: string; legendFormat: string }[] }[];
  };
  const targets = panels.flatMap((panel) => panel.targets);
  for (const { expr, legendFormat } of targets) {
    const name = /tidemark_\w+?(?=_(?:count|bucket)\b|[^\w])|tidemark_\w+$/.exec(expr)?.[0] ?? '';
    expect(Object.keys(metrics), expr).toContain(name);
    expect(/_(count|bucket)\b/.test(expr), expr).toBe(metrics[name]?.kind === 'histogram');
    const labels = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label);
    expect(['instance', ...Object.keys(metrics[name]?.labels ?? {})], expr).toEqual(expect.arrayContaining(labels));
  }
});
