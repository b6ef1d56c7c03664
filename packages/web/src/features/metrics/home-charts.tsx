import { useMemo } from 'react';
import { formatCost, formatCount, formatDuration, formatPercent } from '#lib/format';
import { Panel } from '#ui/panel';
import { Skeleton } from '#ui/skeleton';
import { TimeChart, type ChartSeries } from '#ui/time-chart';
import type { HomeBucket } from './home-view.ts';

interface ChartCard {
  title: string;
  series: ChartSeries[];
}

/** Volume, cost, latency and error rate over the time range, all on the same buckets. */
export function HomeCharts({ buckets }: { buckets: readonly HomeBucket[] | undefined }) {
  const times = useMemo(() => (buckets ?? []).map(({ start }) => start), [buckets]);
  const cards = useMemo(() => chartCards(buckets ?? [], bucketLabel(times)), [buckets, times]);
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      {cards.map(({ title, series }) => (
        <Panel key={title} title={title}>
          {buckets === undefined ? (
            <Skeleton className="h-[190px]" />
          ) : (
            <TimeChart label={`${title} over time`} times={times} series={series} />
          )}
        </Panel>
      ))}
    </div>
  );
}

/** `per 3 h`: what one bar stands for. */
function bucketLabel(times: readonly number[]): string {
  const minutes = Math.round(((times[1] ?? 0) - (times[0] ?? 0)) / 60_000);
  if (minutes <= 0) return '';
  return minutes < 60
    ? `per ${minutes} min`
    : minutes < 1440
      ? `per ${Math.round(minutes / 60)} h`
      : `per ${Math.round(minutes / 1440)} d`;
}

function chartCards(buckets: readonly HomeBucket[], per: string): ChartCard[] {
  const values = (read: (bucket: HomeBucket) => number | null): (number | null)[] => buckets.map(read);
  const ms = (seconds: number | null): number | null => (seconds === null ? null : seconds * 1000);
  return [
    {
      title: 'Traces',
      series: [
        {
          label: `traces ${per}`,
          kind: 'bars',
          color: '--accent',
          format: formatCount,
          values: values(({ traces }) => traces),
        },
      ],
    },
    {
      title: 'Cost',
      series: [
        {
          label: `cost ${per}`,
          kind: 'bars',
          color: '--type-chain',
          format: formatCost,
          values: values(({ cost }) => cost),
        },
      ],
    },
    {
      title: 'Latency of traces',
      series: [
        { label: 'p50', color: '--accent', format: formatDuration, values: values(({ latencyP50 }) => ms(latencyP50)) },
        {
          label: 'p95',
          color: '--warning',
          format: formatDuration,
          values: values(({ latencyP95 }) => ms(latencyP95)),
        },
      ],
    },
    {
      title: 'Error rate',
      series: [
        {
          label: 'steps at level error',
          kind: 'area',
          color: '--error',
          format: formatPercent,
          values: values(({ errors, observations }) => (observations === 0 ? null : errors / observations)),
        },
      ],
    },
  ];
}
