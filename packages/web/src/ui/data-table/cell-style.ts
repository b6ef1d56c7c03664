import type { Column } from '@tidemark/contract/columns/column';
import clsx from 'clsx';
import type { CSSProperties } from 'react';
import type { ShownColumn } from './use-table-layout.ts';

/** Width of the selection column, in pixels. */
export const SELECT_WIDTH = 36;
export const HEAD_HEIGHT = 32;

const RIGHT = new Set<Column['format']>(['duration', 'cost', 'count', 'tokens']);

/** Numbers stand right so that their digits line up. */
export const isRight = (column: Column): boolean => RIGHT.has(column.format);

export const cellClass = (column: Column, sticky: boolean): string =>
  clsx(
    'flex h-full min-w-0 items-center overflow-hidden px-2.5',
    isRight(column) && 'justify-end font-mono text-xs',
    sticky && 'sticky z-1 bg-(--row-bg)',
  );

/** All columns side by side; what is left over stays empty at the right. */
export function gridStyle(shown: readonly ShownColumn[], selectable: boolean): CSSProperties {
  const widths = [...(selectable ? [SELECT_WIDTH] : []), ...shown.map(({ width }) => width)];
  return {
    gridTemplateColumns: `${widths.map((width) => `${width}px`).join(' ')} minmax(0, 1fr)`,
    minWidth: widths.reduce((sum, width) => sum + width, 0),
  };
}
