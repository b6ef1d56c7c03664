import 'uplot/dist/uPlot.min.css';
import clsx from 'clsx';
import { useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import { useTheme } from '#lib/theme';
import { formatDate } from '#lib/format-time';
import { chartOptions } from './time-chart-options.ts';

export interface ChartSeries {
  label: string;
  /** One value for each time; null where there is none. */
  values: readonly (number | null)[];
  /** A colour token, as in `--accent`. */
  color: `--${string}`;
  format: (value: number | null) => string;
  /** Bars for counts, a line for measures, an area for a single measure. */
  kind?: 'line' | 'bars' | 'area';
}

export interface TimeChartProps {
  /** Says what is drawn, also to those who do not see it. */
  label: string;
  /** Start of each bucket, in milliseconds. */
  times: readonly number[];
  series: readonly ChartSeries[];
  height?: number;
}

/** Values over time with a legend that follows the pointer. */
export function TimeChart({ label, times, series, height = 168 }: TimeChartProps) {
  const holder = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<number | null>(null);
  const { dark } = useTheme();
  const shape = series.map(({ label: name, kind, color }) => `${name}/${kind}/${color}`).join('|');
  const data = useMemo<uPlot.AlignedData>(
    () => [times.map((time) => time / 1000), ...series.map(({ values }) => [...values])],
    [times, series],
  );
  const chart = useRef<uPlot | null>(null);
  const latest = useRef({ data, series });
  latest.current = { data, series };
  useEffect(() => {
    const element = holder.current;
    if (element === null) return;
    const drawn = new uPlot(
      chartOptions({ element, series: latest.current.series, height, onPoint: setAt }),
      latest.current.data,
      element,
    );
    chart.current = drawn;
    const watch = new ResizeObserver(() => drawn.setSize({ width: element.clientWidth, height }));
    watch.observe(element);
    return () => {
      watch.disconnect();
      drawn.destroy();
    };
  }, [shape, height, dark]);
  useEffect(() => chart.current?.setData(data), [data]);
  return (
    <figure className="min-w-0">
      <Legend series={series} times={times} at={at} />
      <div
        ref={holder}
        role="img"
        aria-label={`${label}. ${summarise(series)}`}
        style={{ height }}
        className="min-w-0 overflow-hidden"
      />
    </figure>
  );
}

function Legend({
  series,
  times,
  at,
}: {
  series: readonly ChartSeries[];
  times: readonly number[];
  at: number | null;
}) {
  const time = at === null ? undefined : times[at];
  return (
    <figcaption className="flex min-h-5 flex-wrap items-center gap-x-4 gap-y-1 pb-1.5 text-xs text-muted">
      {series.map(({ label, color, kind, format, values }) => (
        <span key={label} className="inline-flex items-center gap-1.5">
          <span
            aria-hidden
            className={clsx(kind === 'bars' ? 'size-2 rounded-[2px]' : 'h-0.5 w-3 rounded-full')}
            style={{ background: `var(${color})` }}
          />
          {label}
          {at === null ? null : <span className="font-medium text-ink">{format(values[at] ?? null)}</span>}
        </span>
      ))}
      {time === undefined ? null : <span className="ml-auto text-faint">{formatDate(time, times.at(-1) ?? time)}</span>}
    </figcaption>
  );
}

/** The last known value and the highest of each series, for those who hear the chart. */
function summarise(series: readonly ChartSeries[]): string {
  return series
    .map(({ label, values, format }) => {
      const known = values.filter((value): value is number => value !== null);
      return known.length === 0
        ? `${label}: no values`
        : `${label}: latest ${format(known.at(-1) ?? null)}, highest ${format(Math.max(...known))}`;
    })
    .join('; ');
}
