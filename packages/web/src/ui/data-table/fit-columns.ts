import type { CellFormat } from '@tidemark/contract/columns/column';

export interface FittedColumn {
  width: number;
  format: CellFormat;
  /** The person chose this width. */
  chosen: boolean;
}

/** How narrow a column may become before the table scrolls sideways instead. Formats that are absent never shrink. */
const NARROWEST: Partial<Record<CellFormat, number>> = {
  payload: 150,
  metadata: 120,
  scores: 120,
  id: 104,
  tags: 104,
  datetime: 92,
  duration: 88,
  tokens: 114,
  cost: 92,
  level: 84,
};

/** Widths that bring as many columns into view as possible: the roomy ones give first, and no more than is needed. */
export function fitColumns(columns: readonly FittedColumn[], available: number | null): number[] {
  const spare = columns.map(({ width, format, chosen }) =>
    chosen ? 0 : Math.max(0, width - (format === 'text' ? Math.min(130, width * 0.85) : (NARROWEST[format] ?? width))),
  );
  const excess = columns.reduce((sum, { width }) => sum + width, 0) - (available ?? Infinity);
  const give = spare.reduce((sum, each) => sum + each, 0);
  if (excess <= 0 || give === 0) return columns.map(({ width }) => width);
  const share = Math.min(1, excess / give);
  return columns.map(({ width }, index) => Math.floor(width - (spare[index] ?? 0) * share));
}
