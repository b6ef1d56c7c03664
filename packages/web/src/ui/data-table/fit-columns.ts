import type { CellFormat } from '@tidemark/contract/columns/column';

export interface FittedColumn {
  width: number;
  format: CellFormat;
  /** The person chose this width. */
  chosen: boolean;
}

/** How narrow a column may become before the table scrolls sideways instead. Formats that are absent never shrink. */
const NARROWEST: Partial<Record<CellFormat, number>> = {
  payload: 120,
  metadata: 120,
  scores: 120,
  text: 140,
  id: 110,
  tags: 110,
  datetime: 92,
  duration: 96,
  tokens: 120,
  cost: 92,
  level: 84,
};

/** Widths that bring as many columns into view as possible: the roomy ones give first, and no more than is needed. */
export function fitColumns(columns: readonly FittedColumn[], available: number | null): number[] {
  const spare = columns.map(({ width, format, chosen }) =>
    chosen ? 0 : Math.max(0, width - (NARROWEST[format] ?? width)),
  );
  const excess = columns.reduce((sum, { width }) => sum + width, 0) - (available ?? Infinity);
  const give = spare.reduce((sum, each) => sum + each, 0);
  if (excess <= 0 || give === 0) return columns.map(({ width }) => width);
  const share = Math.min(1, excess / give);
  return columns.map(({ width }, index) => Math.floor(width - (spare[index] ?? 0) * share));
}
