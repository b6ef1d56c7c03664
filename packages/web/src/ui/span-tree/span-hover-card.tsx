import type { MouseEvent } from 'react';
import { formatCost, formatDuration, formatTokens } from '#lib/format';
import { formatExactTime } from '#lib/format-time';
import { observationLook } from '../observation-type.tsx';
import { formatOffset } from '../timeline/format-offset.ts';
import { spanDurationMs, type SpanNode } from './span-row.tsx';
import type { SpanTreeState } from './use-span-tree.tsx';

export interface SpanHover {
  node: SpanNode;
  x: number;
  y: number;
}

/** The exact figures of the bar under the pointer. */
export function SpanHoverCard({ hover, zeroUs, width }: { hover: SpanHover; zeroUs: number; width: number }) {
  const { node } = hover;
  const { row } = node;
  const left = Math.min(hover.x + 14, width - 268);
  return (
    <div
      role="tooltip"
      style={{ left, top: hover.y + 18 }}
      className="pointer-events-none absolute z-30 w-64 rounded border border-line bg-raised px-2.5 py-2 text-xs shadow-float"
    >
      <p className="truncate text-sm font-medium">{row.name === '' ? observationLook(row.type).label : row.name}</p>
      <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 text-muted [&_dd]:text-right [&_dd]:text-ink">
        <dt>Began after</dt>
        <dd>{formatOffset(row.startUs - zeroUs)}</dd>
        <dt>Took</dt>
        <dd>{row.endUs === null ? 'no end yet' : formatDuration(spanDurationMs(row))}</dd>
        {row.firstTokenUs === null ? null : (
          <>
            <dt>First token after</dt>
            <dd>{formatDuration((row.firstTokenUs - row.startUs) / 1000)}</dd>
          </>
        )}
        {node.criticalUs === 0 ? null : (
          <>
            <dt>On the critical path</dt>
            <dd>{formatDuration(node.criticalUs / 1000)}</dd>
          </>
        )}
        {(row.inputTokens ?? 0) + (row.outputTokens ?? 0) === 0 ? null : (
          <>
            <dt>Tokens</dt>
            <dd>{formatTokens(row.inputTokens, row.outputTokens)}</dd>
          </>
        )}
        {node.cumulativeCost === 0 ? null : (
          <>
            <dt>{node.descendants > 0 ? 'Cost with steps below' : 'Cost'}</dt>
            <dd>{formatCost(node.cumulativeCost)}</dd>
          </>
        )}
      </dl>
      <p className="mt-1 font-mono text-faint">{formatExactTime(row.startUs / 1000)}</p>
    </div>
  );
}

/** The step whose bar the pointer is over; bars, not names: the names are read where they stand. */
export function hoverAt(event: MouseEvent, scroller: HTMLElement | null, state: SpanTreeState): SpanHover | null {
  const lane = event.target instanceof Element ? event.target.closest('[data-lane]') : null;
  const id = lane?.closest<HTMLElement>('[data-span]')?.dataset['span'];
  const index = id === undefined ? undefined : state.tree.indexById.get(id);
  const node = index === undefined ? undefined : state.tree.nodes[index];
  if (node === undefined || scroller === null) return null;
  const box = scroller.getBoundingClientRect();
  return { node, x: event.clientX - box.left, y: Math.min(event.clientY - box.top, box.height - 190) };
}
