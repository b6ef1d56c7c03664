import clsx from 'clsx';
import { ChevronDown, ChevronRight, CircleX, Unlink } from 'lucide-react';
import { formatCost, formatDuration, formatInteger, formatTokens } from '#lib/format';
import { Highlight } from '../highlight.tsx';
import { LevelDot } from '../level-dot.tsx';
import { ObservationTypeIcon } from '../observation-type.tsx';
import { INDENT_PX } from './indent.ts';
import { spanDurationMs, type SpanNode } from './span-row.tsx';

/** Which figures have room beside the name. */
export interface TreeFigures {
  duration: boolean;
  cost: boolean;
  tokens: boolean;
}

export interface TreeCellProps {
  node: SpanNode;
  collapsed: boolean;
  figures: TreeFigures;
  /** Levels that are drawn at the left edge, so that deep steps still have room for their names. */
  cutDepth: number;
  mostIndents: number;
  search: string;
  onToggle: (id: string) => void;
}

export function TreeCell({ node, collapsed, figures, cutDepth, mostIndents, search, onToggle }: TreeCellProps) {
  const { row } = node;
  const indent = Math.min(Math.max(0, node.depth - cutDepth), mostIndents) * INDENT_PX;
  return (
    <div className="flex h-full min-w-0 items-center gap-1.5 overflow-hidden pr-2.5 pl-1.5">
      <span
        aria-hidden
        style={{ width: indent }}
        className="h-full shrink-0 bg-[repeating-linear-gradient(90deg,transparent_0_7px,var(--line)_7px_8px,transparent_8px_14px)]"
      />
      <Caret node={node} collapsed={collapsed} onToggle={onToggle} />
      <ObservationTypeIcon type={row.type} />
      <span
        className={clsx(
          'min-w-0 truncate text-sm',
          row.level === 'ERROR' ? 'text-error-text' : row.level === 'DEBUG' ? 'text-muted' : 'text-ink',
        )}
      >
        {row.name === '' ? (
          <span className="text-faint">{row.type.toLowerCase()}</span>
        ) : (
          <Highlight text={row.name} search={search} />
        )}
      </span>
      <Marks node={node} collapsed={collapsed} />
      <Figures node={node} figures={figures} />
    </div>
  );
}

function Caret({ node, collapsed, onToggle }: Pick<TreeCellProps, 'node' | 'collapsed' | 'onToggle'>) {
  if (node.descendants === 0) return <span className="w-4 shrink-0" />;
  const Icon = collapsed ? ChevronRight : ChevronDown;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={collapsed ? 'Unfold' : 'Fold'}
      onClick={(event) => {
        event.stopPropagation();
        onToggle(node.row.id);
      }}
      className="-mx-0.5 flex size-5 shrink-0 items-center justify-center rounded-sm text-faint hover:bg-hover hover:text-ink"
    >
      <Icon className="size-3.5" aria-hidden />
    </button>
  );
}

/** Own level, what is folded away, and errors further down: nothing that failed can hide under a fold. */
function Marks({ node, collapsed }: { node: SpanNode; collapsed: boolean }) {
  return (
    <>
      {node.row.level === 'DEFAULT' ? null : <LevelDot level={node.row.level} bare />}
      {node.detached === null ? null : (
        <span title={node.detached === 'cycle' ? 'Its parents form a circle' : 'The step above it has not arrived'}>
          <Unlink className="size-3.5 text-warning-text" aria-label="Without its parent" />
        </span>
      )}
      {collapsed ? <span className="shrink-0 text-xs text-faint">+{formatInteger(node.descendants)}</span> : null}
      {node.errorsBelow === 0 ? null : (
        <span
          title={`${formatInteger(node.errorsBelow)} ${node.errorsBelow === 1 ? 'error' : 'errors'} inside`}
          className={clsx(
            'flex shrink-0 items-center gap-0.5 rounded-sm px-1 text-xs text-error-text',
            collapsed ? 'bg-error-soft font-medium' : 'opacity-80',
          )}
        >
          <CircleX className="size-3" aria-hidden /> {formatInteger(node.errorsBelow)}
          <span className="sr-only"> errors inside</span>
        </span>
      )}
    </>
  );
}

function Figures({ node, figures }: { node: SpanNode; figures: TreeFigures }) {
  const { row } = node;
  const tokens = (row.inputTokens ?? 0) + (row.outputTokens ?? 0) > 0;
  return (
    <span className="ml-auto flex shrink-0 items-center gap-3 pl-1 text-xs text-muted">
      {figures.tokens && tokens ? <span>{formatTokens(row.inputTokens, row.outputTokens)}</span> : null}
      {figures.cost && node.cumulativeCost > 0 ? (
        <span title={node.descendants > 0 ? 'Cost of this step and everything below it' : 'Cost'}>
          {node.cumulativeCost === row.totalCost ? null : <span className="text-faint">Σ </span>}
          {formatCost(node.cumulativeCost)}
        </span>
      ) : null}
      {figures.duration ? <span className="w-14 text-right">{formatDuration(spanDurationMs(row))}</span> : null}
    </span>
  );
}
