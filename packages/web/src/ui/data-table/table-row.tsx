import clsx from 'clsx';
import { memo, type CSSProperties, type MouseEvent, type ReactNode } from 'react';
import { Checkbox } from '#ui/checkbox';
import { CellContent } from './cell-content.tsx';
import { SELECT_WIDTH, cellClass } from './cell-style.ts';
import type { CellScale } from './table-types.ts';
import type { ShownColumn } from './use-table-layout.ts';

export interface TableRowProps {
  id: string;
  row: object;
  index: number;
  shown: readonly ShownColumn[];
  scale: CellScale;
  grid: CSSProperties;
  height: number;
  /** Distance from the first row, in pixels. */
  top: number;
  current: boolean;
  /** Null when rows cannot be selected. */
  selected: boolean | null;
  href: string | null;
  linkColumn: string | undefined;
  cells: Readonly<Record<string, (row: never) => ReactNode>> | undefined;
  actions: ((row: never) => ReactNode) | undefined;
  onOpen: (id: string) => void;
  onSelect: (id: string, range: boolean) => void;
}

/** One row. A plain click peeks; the link itself still opens in a new tab by middle click or with a modifier. */
export const TableRow = memo(function TableRow(props: TableRowProps) {
  const {
    id,
    row,
    index,
    shown,
    scale,
    grid,
    height,
    top,
    current,
    selected,
    href,
    linkColumn,
    cells,
    actions,
    onOpen,
    onSelect,
  } = props;
  const open = (event: MouseEvent): void => {
    if (event.defaultPrevented || hasModifier(event) || isControl(event)) return;
    if ((getSelection()?.toString() ?? '') !== '') return;
    event.preventDefault();
    onOpen(id);
  };
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected ?? undefined}
      data-current={current || undefined}
      style={{ ...grid, height, transform: `translateY(${top}px)` }}
      onClick={open}
      className={clsx(
        'group absolute top-0 left-0 grid w-full cursor-pointer items-center border-b border-line text-sm [--row-bg:var(--surface)] hover:[--row-bg:var(--hover)]',
        (current || selected === true) && '[--row-bg:var(--selected)]! ',
        current && 'before:absolute before:inset-y-0 before:left-0 before:z-2 before:w-0.5 before:bg-accent',
        'bg-(--row-bg)',
      )}
    >
      {selected === null ? null : (
        <div
          role="cell"
          className="sticky left-0 z-1 flex h-full items-center justify-center bg-(--row-bg)"
          onClick={(event) => event.stopPropagation()}
        >
          <Checkbox
            label={`Select row ${index + 1}`}
            checked={selected}
            onClick={(event) => onSelect(id, event.shiftKey)}
          />
        </div>
      )}
      {shown.map(({ name, column }, at) => {
        const content = cells?.[name]?.(row as never) ?? (
          <CellContent name={name} column={column} row={row} scale={scale} />
        );
        const sticky = at === 0;
        return (
          <div
            key={name}
            role="cell"
            className={cellClass(column, sticky)}
            style={sticky ? { left: selected === null ? 0 : SELECT_WIDTH } : undefined}
          >
            {name === linkColumn && href !== null ? (
              <a
                href={href}
                className="min-w-0 truncate font-medium -outline-offset-1 hover:underline"
                onClick={(event) => hasModifier(event) && event.stopPropagation()}
              >
                {content}
              </a>
            ) : (
              content
            )}
          </div>
        );
      })}
      {actions === undefined ? null : (
        <div className="invisible sticky right-1 flex justify-end gap-0.5 justify-self-end bg-(--row-bg) group-focus-within:visible group-hover:visible">
          {actions(row as never)}
        </div>
      )}
    </div>
  );
});

const hasModifier = (event: MouseEvent): boolean =>
  event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0;

/** Buttons inside a row do their own thing. */
const isControl = (event: MouseEvent): boolean =>
  event.target instanceof Element && event.target.closest('button,input,label,[role="checkbox"]') !== null;
