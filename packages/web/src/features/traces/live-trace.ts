import type { SpanTreeData } from '#ui/span-tree/span-row';

/** A trace counts as under way while a step has no end and something happened lately; after that it was cut off. */
const QUIET_MS = 10 * 60_000;
/** Late steps of a trace that looks complete still arrive for a moment. */
const SETTLING_MS = 20_000;

/** Whether more of a trace is to be expected. Times are milliseconds since 1970. */
export function isLive(tree: SpanTreeData, now: number): boolean {
  if (tree.nodes.length === 0) return false;
  const quietMs = now - tree.lastUs / 1000;
  if (quietMs < SETTLING_MS) return true;
  return quietMs < QUIET_MS && hasOpenStep(tree);
}

/** Whether a step that lasts has no end yet. Events are moments and never have one. */
export const hasOpenStep = (tree: SpanTreeData): boolean =>
  tree.nodes.some(({ row }) => row.endUs === null && row.type !== 'EVENT');
