import clsx from 'clsx';
import { ChevronDown, ChevronRight, Link } from 'lucide-react';
import { memo, useState } from 'react';
import { formatBytes } from '#lib/format';
import { CopyButton } from '../copy-button.tsx';
import { Highlight } from '../highlight.tsx';
import { JsonLeaf } from './json-leaf.tsx';
import { formatPath } from './json-path.ts';
import { rowPath, type JsonRow } from './json-rows.ts';
import { jsonSizeBytes } from './json-size.ts';
import { previewJson, printJson } from './print-json.tsx';

export interface JsonLineProps {
  row: JsonRow;
  search: string;
  active: boolean;
  /** Set while the line is one of the places the search found. */
  found: boolean;
  lineId: string;
  onToggle: (row: JsonRow) => void;
  onActivate: (row: JsonRow) => void;
}

export const JsonLine = memo(function JsonLine(props: JsonLineProps) {
  const { row, active, found, lineId } = props;
  const [hovered, setHovered] = useState(false);
  return (
    <div
      id={lineId}
      role="treeitem"
      aria-level={row.depth + 1}
      aria-selected={active}
      aria-expanded={row.childCount > 0 ? row.open : undefined}
      onMouseEnter={() => setHovered(true)}
      onMouseLeave={() => setHovered(false)}
      onClick={() => {
        props.onActivate(row);
        if (row.childCount > 0 && getSelection()?.isCollapsed !== false) props.onToggle(row);
      }}
      style={{ paddingLeft: row.depth * 14 }}
      className={clsx(
        'relative flex min-h-[22px] items-start rounded-sm pr-14 font-mono text-sm leading-[22px]',
        row.childCount > 0 && 'cursor-default hover:bg-hover',
        active && 'bg-selected',
        found && !active && 'bg-warning/10',
      )}
    >
      <Caret row={row} />
      <div className={clsx('min-w-0 flex-1', row.branch && 'flex')}>
        <Key row={row} search={props.search} />
        {row.branch ? <BranchSummary row={row} /> : <JsonLeaf value={row.value} search={props.search} />}
      </div>
      {hovered || active ? <LineActions row={row} /> : null}
    </div>
  );
});

function Caret({ row }: { row: JsonRow }) {
  const Icon = row.open ? ChevronDown : ChevronRight;
  return (
    <span className="flex h-[22px] w-4 shrink-0 items-center text-faint">
      {row.childCount > 0 ? <Icon className="size-3.5" aria-hidden /> : null}
    </span>
  );
}

function Key({ row, search }: { row: JsonRow; search: string }) {
  if (row.key === null) return null;
  return (
    <span className={clsx('shrink-0 whitespace-pre', typeof row.key === 'number' ? 'text-faint' : 'text-muted')}>
      <Highlight text={String(row.key)} search={search} />
      <span className="text-faint">: </span>
    </span>
  );
}

function BranchSummary({ row }: { row: JsonRow }) {
  const list = Array.isArray(row.value);
  if (row.childCount === 0) return <span className="text-faint">{list ? '[]' : '{}'}</span>;
  const count = list ? `[${row.childCount}]` : `{${row.childCount}}`;
  if (row.open) return <span className="text-faint">{count}</span>;
  return (
    <span className="flex min-w-0 items-baseline gap-2 text-faint">
      <span className="truncate">{previewJson(row.value)}</span>
      <span className="shrink-0 font-sans text-xs">{formatBytes(jsonSizeBytes(row.value))}</span>
    </span>
  );
}

function LineActions({ row }: { row: JsonRow }) {
  return (
    <span className="absolute top-0 right-0 flex rounded-sm bg-surface">
      <CopyButton
        icon={Link}
        text={formatPath(rowPath(row))}
        label={`Copy path ${formatPath(rowPath(row))}`}
        className="h-[22px]"
      />
      <CopyButton
        text={() => (typeof row.value === 'string' ? row.value : printJson(row.value))}
        label="Copy value"
        className="h-[22px]"
      />
    </span>
  );
}
