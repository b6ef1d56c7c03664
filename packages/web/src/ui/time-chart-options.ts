import uPlot from 'uplot';
import type { ChartSeries } from './time-chart.tsx';

export interface ChartOptionsInput {
  element: HTMLElement;
  series: readonly ChartSeries[];
  height: number;
  /** Index of the bucket under the pointer, or null. */
  onPoint: (index: number | null) => void;
}

/** How our charts look: hairlines, our type, colours from the tokens of where the chart stands. */
export function chartOptions({ element, series, height, onPoint }: ChartOptionsInput): uPlot.Options {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  const grid = { stroke: token('--line'), width: 1 };
  const axis = { stroke: token('--faint'), font: '11px "Inter Variable", sans-serif', ticks: { show: false } };
  return {
    width: Math.max(120, element.clientWidth),
    height,
    legend: { show: false },
    padding: [8, 8, 0, 0],
    cursor: { y: false, points: { size: 6 }, drag: { x: false, y: false } },
    scales: {
      x: {
        time: true,
        range: (_chart, min, max) =>
          padded({ min, max, bars: series.some(({ kind }) => kind === 'bars'), count: series[0]?.values.length ?? 0 }),
      },
      y: { range: (_chart, min, max) => [Math.min(0, min), max <= 0 ? 1 : max * 1.08] },
    },
    axes: [
      { ...axis, grid: { show: false }, gap: 6, size: 22, space: 72, values: (_chart, ticks) => timeLabels(ticks) },
      {
        ...axis,
        grid,
        gap: 6,
        size: 54,
        space: 36,
        values: (_chart, ticks) => ticks.map((tick) => shortTick(series[0]?.format(tick) ?? '')),
      },
    ],
    series: [{}, ...series.map((each) => drawnSeries(each, token(each.color)))],
    hooks: { setCursor: [(chart) => onPoint(chart.cursor.idx ?? null)] },
  };
}

function drawnSeries({ label, kind = 'line' }: ChartSeries, color: string): uPlot.Series {
  const base = {
    label,
    stroke: color,
    width: 1.5,
    points: { show: true, size: 5, fill: color, stroke: color, filter: lonePoints },
  };
  if (kind === 'bars') {
    const paths = uPlot.paths.bars?.({ size: [0.7, 28], radius: 0.12 });
    return { ...base, width: 0, fill: color, points: { show: false }, ...(paths === undefined ? {} : { paths }) };
  }
  return kind === 'area' ? { ...base, fill: `color-mix(in oklch, ${color} 16%, transparent)` } : base;
}

/** Round values need no decimals: `50 s`, not `50.0 s`. */
const shortTick = (text: string): string => (text === '0 ms' ? '0' : text.replace(/\.0+(?= )/, ''));

/** A value without neighbours has no line to be seen by: it is drawn as a point. */
function lonePoints(chart: uPlot, index: number): number[] {
  const values = chart.data[index] ?? [];
  return [...values.keys()].filter(
    (at) => values[at] !== null && (values[at - 1] ?? null) === null && (values[at + 1] ?? null) === null,
  );
}

/** Hours within a day, days within a season; the date where a day begins. */
function timeLabels(ticks: readonly number[]): string[] {
  const step = (ticks[1] ?? 0) - (ticks[0] ?? 0);
  return ticks.map((tick) => {
    const date = new Date(tick * 1000);
    const day = `${date.getDate()} ${date.toLocaleString('en-GB', { month: 'short' })}`;
    if (step >= 86_400 || (date.getHours() === 0 && date.getMinutes() === 0)) return day;
    return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
  });
}

/** Bars are drawn around their time, so that the first and last need half a bucket more. */
function padded({
  min,
  max,
  bars,
  count,
}: {
  min: number;
  max: number;
  bars: boolean;
  count: number;
}): [number, number] {
  const half = count > 1 ? (max - min) / (count - 1) / 2 : 1800;
  return bars || count < 2 ? [min - half, max + half] : [min, max];
}
