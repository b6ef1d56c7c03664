import type { TraceTree, TreeNode, TreeRow } from '@tidemark/contract/trace-tree';

/** What a line of the tree shows of a step. Times are microseconds, cost is US dollars. */
export interface SpanRow extends TreeRow {
  name: string;
  type: string;
  /** When the first token came, for models that stream. */
  firstTokenUs: number | null;
  inputTokens: number | null;
  outputTokens: number | null;
}

export type SpanNode = TreeNode<SpanRow>;
export type SpanTreeData = TraceTree<SpanRow>;

/** Milliseconds from start to end; null while it has no end. */
export const spanDurationMs = (row: Pick<SpanRow, 'startUs' | 'endUs'>): number | null =>
  row.endUs === null ? null : Math.max(0, (row.endUs - row.startUs) / 1000);
