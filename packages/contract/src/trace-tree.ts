import type { Level } from './telemetry.ts';

/** What the tree needs of an observation. Empty `parentId` means a root; times are microseconds; cost is US dollars. */
export interface TreeRow {
  id: string;
  parentId: string;
  startUs: number;
  endUs: number | null;
  level: Level;
  totalCost: number;
}

/** Why a step stands at the root although it names a step above it. */
export type Detached = 'missing-parent' | 'cycle';

export interface TreeNode<Row extends TreeRow> {
  row: Row;
  depth: number;
  /** Place of the step above in `nodes`; -1 at the root. */
  parent: number;
  /** Steps in its whole subtree, itself not counted: the next node that is not below it is `index + descendants + 1`. */
  descendants: number;
  detached: Detached | null;
  /** Steps with level ERROR below it, itself not counted: shown on a collapsed step. */
  errorsBelow: number;
  warningsBelow: number;
  /** Its own cost and that of everything below it. */
  cumulativeCost: number;
  /** Earliest start and latest end of its subtree; children may outlive the step that began them. */
  firstUs: number;
  lastUs: number;
  /** How much of the trace's duration was spent in this very step while nothing else held the end up. */
  criticalUs: number;
}

export interface TraceTree<Row extends TreeRow> {
  /** Every step once, each followed by its subtree; siblings by start, then id. */
  nodes: TreeNode<Row>[];
  indexById: ReadonlyMap<string, number>;
  firstUs: number;
  lastUs: number;
  totalCost: number;
}

/**
 * The tree of a trace from its steps in any order. Never loses a step: one whose parent is not here stands at the root
 * and is marked, and a cycle is cut at its earliest step. Of rows with one id the first is taken. O(n log n), without
 * recursion, so that depth is bounded by memory only.
 */
export function buildTraceTree<Row extends TreeRow>(rows: readonly Row[]): TraceTree<Row> {
  const sorted = sortDistinct(rows);
  const { parents, detached } = findParents(sorted);
  const nodes = inPreOrder({ sorted, parents, detached });
  bubbleUp(nodes);
  markCriticalPath(nodes);
  return {
    nodes,
    indexById: new Map(nodes.map((node, index) => [node.row.id, index])),
    firstUs: nodes.reduce((first, node) => Math.min(first, node.firstUs), nodes[0]?.firstUs ?? 0),
    lastUs: nodes.reduce((last, node) => Math.max(last, node.lastUs), nodes[0]?.lastUs ?? 0),
    totalCost: nodes.reduce((sum, node) => sum + node.row.totalCost, 0),
  };
}

/** Places in `nodes` that are shown when the subtrees of these steps are folded away. */
export function visibleIndices<Row extends TreeRow>(tree: TraceTree<Row>, collapsed: ReadonlySet<string>): number[] {
  const visible: number[] = [];
  for (let index = 0; index < tree.nodes.length; index++) {
    const node = tree.nodes[index]!;
    visible.push(index);
    if (collapsed.has(node.row.id)) index += node.descendants;
  }
  return visible;
}

function sortDistinct<Row extends TreeRow>(rows: readonly Row[]): Row[] {
  const byId = new Map<string, Row>();
  for (const row of rows) if (!byId.has(row.id)) byId.set(row.id, row);
  return [...byId.values()].sort((a, b) => a.startUs - b.startUs || (a.id < b.id ? -1 : 1));
}

const ROOT = -1;

interface Parents {
  /** By place in the sorted rows; -1 at the root. */
  parents: Int32Array;
  detached: Map<number, Detached>;
}

function findParents(sorted: readonly TreeRow[]): Parents {
  const indexById = new Map(sorted.map((row, index) => [row.id, index]));
  const parents = new Int32Array(sorted.length).fill(ROOT);
  const detached = new Map<number, Detached>();
  sorted.forEach((row, index) => {
    if (row.parentId === '') return;
    const parent = indexById.get(row.parentId);
    if (parent === undefined) detached.set(index, 'missing-parent');
    else parents[index] = parent;
  });
  for (const index of cutCycles(parents)) detached.set(index, 'cycle');
  return { parents, detached };
}

/** Walks up from each step once; a walk that meets itself has found a cycle, which is cut at its earliest step. */
function cutCycles(parents: Int32Array): number[] {
  const walkOf = new Int32Array(parents.length).fill(ROOT);
  const cut: number[] = [];
  for (let start = 0; start < parents.length; start++) {
    let at = start;
    while (at !== ROOT && walkOf[at] === ROOT) {
      walkOf[at] = start;
      at = parents[at]!;
    }
    if (at === ROOT || walkOf[at] !== start) continue;
    let earliest = at;
    for (let next = parents[at]!; next !== at; next = parents[next]!) earliest = Math.min(earliest, next);
    parents[earliest] = ROOT;
    cut.push(earliest);
  }
  return cut;
}

function inPreOrder<Row extends TreeRow>(input: Parents & { sorted: readonly Row[] }): TreeNode<Row>[] {
  const { sorted, parents, detached } = input;
  const children = new FirstChildNextSibling(parents);
  const nodes: TreeNode<Row>[] = [];
  const placeOf = new Int32Array(sorted.length).fill(ROOT);
  for (let at = children.firstRoot; at !== ROOT; at = children.following(at, parents)) {
    const parent = parents[at] === ROOT ? ROOT : placeOf[parents[at]!]!;
    placeOf[at] = nodes.length;
    nodes.push(
      leaf(sorted[at]!, {
        parent,
        depth: parent === ROOT ? 0 : nodes[parent]!.depth + 1,
        detached: detached.get(at) ?? null,
      }),
    );
  }
  return nodes;
}

/** Child lists as two arrays: building them is linear, and walking them needs no stack. */
class FirstChildNextSibling {
  firstRoot = ROOT;
  readonly #firstChild: Int32Array;
  readonly #nextSibling: Int32Array;

  constructor(parents: Int32Array) {
    this.#firstChild = new Int32Array(parents.length).fill(ROOT);
    this.#nextSibling = new Int32Array(parents.length).fill(ROOT);
    for (let index = parents.length - 1; index >= 0; index--) {
      const parent = parents[index]!;
      this.#nextSibling[index] = parent === ROOT ? this.firstRoot : this.#firstChild[parent]!;
      if (parent === ROOT) this.firstRoot = index;
      else this.#firstChild[parent] = index;
    }
  }

  following(index: number, parents: Int32Array): number {
    const child = this.#firstChild[index]!;
    if (child !== ROOT) return child;
    for (let at = index; at !== ROOT; at = parents[at]!) {
      const sibling = this.#nextSibling[at]!;
      if (sibling !== ROOT) return sibling;
    }
    return ROOT;
  }
}

function leaf<Row extends TreeRow>(
  row: Row,
  place: Pick<TreeNode<Row>, 'parent' | 'depth' | 'detached'>,
): TreeNode<Row> {
  const lastUs = Math.max(row.startUs, row.endUs ?? row.startUs);
  return {
    row,
    ...place,
    descendants: 0,
    errorsBelow: 0,
    warningsBelow: 0,
    cumulativeCost: row.totalCost,
    firstUs: row.startUs,
    lastUs,
    criticalUs: 0,
  };
}

/** Backwards through the pre-order, every step is complete before it is added to the one above it. */
function bubbleUp(nodes: readonly TreeNode<TreeRow>[]): void {
  for (let index = nodes.length - 1; index >= 0; index--) {
    const node = nodes[index]!;
    const above = nodes[node.parent];
    if (above === undefined) continue;
    above.descendants += node.descendants + 1;
    above.errorsBelow += node.errorsBelow + (node.row.level === 'ERROR' ? 1 : 0);
    above.warningsBelow += node.warningsBelow + (node.row.level === 'WARNING' ? 1 : 0);
    above.cumulativeCost += node.cumulativeCost;
    above.firstUs = Math.min(above.firstUs, node.firstUs);
    above.lastUs = Math.max(above.lastUs, node.lastUs);
  }
}

/**
 * Goes back in time from the end of a step: the child that ended last held it up; before that child began, the one that
 * had ended last by then; and so on. What no such child covers is the step's own. Over a single root, the parts sum to
 * the trace's duration.
 */
function markCriticalPath(nodes: readonly TreeNode<TreeRow>[]): void {
  const childrenOf = groupByParent(nodes);
  const roots = childrenOf.get(ROOT) ?? [];
  const firstUs = roots.reduce((first, index) => Math.min(first, nodes[index]!.firstUs), Infinity);
  const held = heldUpBy(nodes, roots, { firstUs, lastUs: nodes[roots[0] ?? ROOT]?.lastUs ?? 0 }).by;
  for (let index = held.pop(); index !== undefined; index = held.pop()) {
    const { by, ownUs } = heldUpBy(nodes, childrenOf.get(index) ?? [], nodes[index]!);
    nodes[index]!.criticalUs = ownUs;
    for (const child of by) held.push(child);
  }
}

type Span = Pick<TreeNode<TreeRow>, 'firstUs' | 'lastUs'>;

function heldUpBy(nodes: readonly TreeNode<TreeRow>[], latestFirst: readonly number[], span: Span) {
  const by: number[] = [];
  let nowUs = span.lastUs;
  let ownUs = 0;
  for (const index of latestFirst) {
    const { firstUs, lastUs } = nodes[index]!;
    if (lastUs > nowUs || firstUs === lastUs) continue;
    by.push(index);
    ownUs += nowUs - lastUs;
    nowUs = firstUs;
  }
  return { by, ownUs: ownUs + nowUs - span.firstUs };
}

function groupByParent(nodes: readonly TreeNode<TreeRow>[]): Map<number, number[]> {
  const latestFirst = nodes.map((_, index) => index).sort((a, b) => nodes[b]!.lastUs - nodes[a]!.lastUs || a - b);
  const children = new Map<number, number[]>();
  for (const index of latestFirst) {
    const siblings = children.get(nodes[index]!.parent);
    if (siblings === undefined) children.set(nodes[index]!.parent, [index]);
    else siblings.push(index);
  }
  return children;
}
