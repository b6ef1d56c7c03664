import { isMet } from './measurement.ts';
import type { Measurement } from './measurement.ts';

/** A Markdown table, aligned so that it reads well in a terminal too. */
export function formatTable(measurements: readonly Measurement[]): string {
  const rows = [
    ['what', 'measured', 'spread', 'budget', '', 'note'],
    ...measurements.map((one) => [
      one.what,
      formatValue(one.value, one.unit),
      one.spread ? `${formatValue(one.spread[0], one.unit)} – ${formatValue(one.spread[1], one.unit)}` : '',
      formatBudget(one),
      { true: 'met', false: '**missed**', null: '' }[String(isMet(one))] ?? '',
      one.note ?? '',
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

function formatBudget({ budget, unit }: Measurement): string {
  if (!budget) return '';
  return 'atLeast' in budget ? `≥ ${formatValue(budget.atLeast, unit)}` : `< ${formatValue(budget.below, unit)}`;
}

function formatValue(value: number, unit: Measurement['unit']): string {
  if (unit === 'ratio') return value.toFixed(2);
  if (unit === 's') return `${value.toFixed(1)} s`;
  if (unit === '%') return `${value.toFixed(1)} %`;
  if (unit === 'count') return grouped(value);
  if (unit === 'per second') return `${grouped(value)}/s`;
  return `${value < 10 ? value.toFixed(1) : grouped(value)} ${unit}`;
}

function grouped(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
