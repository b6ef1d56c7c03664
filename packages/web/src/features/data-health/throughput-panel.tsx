import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { formatCount } from '#lib/format';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';
import { useNow } from '#lib/use-now';
import { useUrlParams } from '#lib/use-url-params';
import { Loaded } from '#ui/loaded';
import { Panel } from '#ui/panel';
import { Segmented } from '#ui/segmented';
import { Skeleton } from '#ui/skeleton';
import { TimeChart, type ChartSeries } from '#ui/time-chart';

const MINUTE_MS = 60_000;
const PERIODS = {
  '1h': { label: '1 h', ms: 60 * MINUTE_MS },
  '24h': { label: '24 h', ms: 24 * 60 * MINUTE_MS },
  '7d': { label: '7 d', ms: 7 * 24 * 60 * MINUTE_MS },
  '30d': { label: '30 d', ms: 30 * 24 * 60 * MINUTE_MS },
} as const;
type Period = keyof typeof PERIODS;

/** Events over time, by when they came. */
export function ThroughputPanel() {
  const [params, setParams] = useUrlParams();
  const period: Period = Object.hasOwn(PERIODS, params['period'] ?? '') ? (params['period'] as Period) : '1h';
  const counts = useThroughput(PERIODS[period].ms);
  const { data } = counts;
  const times = useMemo(() => data?.buckets.map(({ start }) => start) ?? [], [data]);
  const series = useMemo(() => toSeries(data), [data]);
  return (
    <Panel
      title="Events over time"
      actions={
        <Segmented
          label="Period"
          value={period}
          onChange={(next) => setParams({ period: next === '1h' ? undefined : next })}
          options={(Object.keys(PERIODS) as Period[]).map((value) => ({ value, label: PERIODS[value].label }))}
        />
      }
    >
      <Loaded query={counts} problem="The counts could not be read" skeleton={<Skeleton className="h-[226px]" />}>
        {() => <TimeChart label="Events over time" times={times} series={series} height={200} />}
      </Loaded>
    </Panel>
  );
}

function useThroughput(ms: number) {
  const trpc = useTRPC();
  const { id: projectId } = useProject();
  const to = Math.ceil(useNow() / MINUTE_MS) * MINUTE_MS;
  return useQuery({
    ...trpc.ingestion.throughput.queryOptions({ projectId, from: to - ms, to }),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  });
}

interface Buckets {
  bucketMs: number;
  buckets: readonly { received: number; deadLettered: number; refused: number }[];
}

function toSeries(data: Buckets | undefined): ChartSeries[] {
  const per = perBucket(data?.bucketMs ?? MINUTE_MS);
  const of = (read: (bucket: Buckets['buckets'][number]) => number) => data?.buckets.map(read) ?? [];
  const lines: ChartSeries[] = [
    { label: `received ${per}`, kind: 'bars', color: '--accent', format: formatCount, values: of((b) => b.received) },
    { label: 'refused', color: '--warning', format: formatCount, values: of((b) => b.refused) },
    { label: 'dead letters', color: '--error', format: formatCount, values: of((b) => b.deadLettered) },
  ];
  // A line that never leaves zero only hides the bars.
  return lines.filter(({ kind, values }) => kind === 'bars' || values.some((value) => (value ?? 0) > 0));
}

function perBucket(ms: number): string {
  const minutes = ms / MINUTE_MS;
  if (minutes < 60) return minutes === 1 ? 'a minute' : `per ${minutes} min`;
  return minutes < 1440 ? `per ${minutes / 60} h` : `per ${minutes / 1440} d`;
}
