import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TreeRow } from './trace-tree.ts';
import { buildTraceTree, visibleIndices } from './trace-tree.ts';

const row = (id: string, parentId = '', more: Partial<TreeRow> = {}): TreeRow => ({
  id,
  parentId,
  startUs: 0,
  endUs: 10,
  level: 'DEFAULT',
  totalCost: 0,
  ...more,
});

const outline = (rows: TreeRow[]) =>
  buildTraceTree(rows).nodes.map(
    (node) => '  '.repeat(node.depth) + node.row.id + (node.detached ? ` (${node.detached})` : ''),
  );

describe('order', () => {
  test('each step is followed by its subtree; siblings by start, then id', () => {
    const rows = [
      row('late', 'root', { startUs: 5 }),
      row('leaf', 'early', { startUs: 2 }),
      row('b', 'root', { startUs: 3 }),
      row('a', 'root', { startUs: 3 }),
      row('early', 'root', { startUs: 1 }),
      row('root'),
    ];
    expect(outline(rows)).toEqual(['root', '  early', '    leaf', '  a', '  b', '  late']);
  });

  test('several roots stand side by side', () => {
    expect(outline([row('second', '', { startUs: 2 }), row('first')])).toEqual(['first', 'second']);
  });

  test('a child that began before its parent stays below it', () => {
    expect(outline([row('child', 'root', { startUs: -5 }), row('root')])).toEqual(['root', '  child']);
  });

  test('no steps, no tree', () => {
    expect(buildTraceTree([])).toMatchObject({ nodes: [], firstUs: 0, lastUs: 0, totalCost: 0 });
  });
});

describe('steps that do not fit', () => {
  test('a step whose parent is missing stands at the root with its subtree, marked', () => {
    expect(
      outline([row('root'), row('orphan', 'gone', { startUs: 1 }), row('below', 'orphan', { startUs: 2 })]),
    ).toEqual(['root', 'orphan (missing-parent)', '  below']);
  });

  test('a cycle is cut at its earliest step, and what hangs from it is kept', () => {
    const rows = [
      row('tail', 'y', { startUs: 0 }),
      row('x', 'z', { startUs: 3 }),
      row('y', 'x', { startUs: 1 }),
      row('z', 'y', { startUs: 2 }),
    ];
    expect(outline(rows)).toEqual(['y (cycle)', '  tail', '  z', '    x']);
  });

  test('a step that is its own parent is a root', () => {
    expect(outline([row('me', 'me')])).toEqual(['me (cycle)']);
  });

  test('of rows with one id the first is taken', () => {
    const tree = buildTraceTree([row('a', '', { level: 'ERROR' }), row('a')]);
    expect(tree.nodes.map((node) => node.row.level)).toEqual(['ERROR']);
  });

  test('a span that ends before it starts, or has not ended, has no length', () => {
    const tree = buildTraceTree([
      row('open', '', { startUs: 7, endUs: null }),
      row('wrong', '', { startUs: 9, endUs: 2 }),
    ]);
    expect(tree.nodes.map((node) => node.lastUs - node.firstUs)).toEqual([0, 0]);
  });
});

describe('what a step tells of its subtree', () => {
  const tree = buildTraceTree([
    row('root', '', { endUs: 100, totalCost: 1 }),
    row('agent', 'root', { startUs: 10, endUs: 60, totalCost: 2, level: 'WARNING' }),
    row('tool', 'agent', { startUs: 20, endUs: 120, totalCost: 4, level: 'ERROR' }),
    row('other', 'root', { startUs: 30, endUs: 40 }),
  ]);
  const node = (id: string) => tree.nodes[tree.indexById.get(id)!]!;

  test('errors and warnings below it, itself not counted', () => {
    expect([node('root').errorsBelow, node('agent').errorsBelow, node('tool').errorsBelow]).toEqual([1, 1, 0]);
    expect([node('root').warningsBelow, node('agent').warningsBelow]).toEqual([1, 0]);
  });

  test('cost with everything below it', () => {
    expect(['root', 'agent', 'tool', 'other'].map((id) => node(id).cumulativeCost)).toEqual([7, 6, 4, 0]);
    expect(tree.totalCost).toBe(7);
  });

  test('its true end, when a child outlives it', () => {
    expect([node('root').lastUs, node('agent').lastUs, tree.lastUs]).toEqual([120, 120, 120]);
  });

  test('folding hides its subtree and nothing else', () => {
    const shown = visibleIndices(tree, new Set(['agent'])).map((index) => tree.nodes[index]!.row.id);
    expect(shown).toEqual(['root', 'agent', 'other']);
    expect(visibleIndices(tree, new Set(['root']))).toHaveLength(1);
  });
});

describe('the critical path', () => {
  const critical = (rows: TreeRow[]) =>
    Object.fromEntries(buildTraceTree(rows).nodes.map((node) => [node.row.id, node.criticalUs]));

  test('goes through the steps that the end waited for; what ran beside them is not on it', () => {
    const rows = [
      row('root', '', { endUs: 100 }),
      row('fetch', 'root', { startUs: 10, endUs: 30 }),
      row('slow', 'root', { startUs: 40, endUs: 90 }),
      row('beside', 'root', { startUs: 45, endUs: 60 }),
    ];
    expect(critical(rows)).toEqual({ root: 30, fetch: 20, slow: 50, beside: 0 });
  });
});

const LEVELS = ['DEBUG', 'DEFAULT', 'WARNING', 'ERROR'] as const;
const anyRow = fc.record({
  id: fc.integer({ min: 0, max: 30 }).map(String),
  parentId: fc.oneof(fc.constant(''), fc.integer({ min: 0, max: 35 }).map(String)),
  startUs: fc.integer({ min: 0, max: 50 }),
  endUs: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 80 })),
  level: fc.constantFrom(...LEVELS),
  totalCost: fc.integer({ min: 0, max: 9 }),
});
const anyRows = fc.array(anyRow, { maxLength: 40 });
const settings = { seed: 2026, numRuns: 1000 };

describe('for any rows', () => {
  test('every id is there once, after its parent, one deeper, within its parent’s subtree', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const { nodes, indexById } = buildTraceTree(rows);
        expect(nodes.map((node) => node.row.id).toSorted()).toEqual(
          [...new Set(rows.map((each) => each.id))].toSorted(),
        );
        nodes.forEach((node, index) => {
          expect(indexById.get(node.row.id)).toBe(index);
          const above = nodes[node.parent];
          expect(node.depth).toBe(above === undefined ? 0 : above.depth + 1);
          if (above === undefined) return;
          expect(node.row.parentId).toBe(above.row.id);
          expect(index > node.parent && index + node.descendants <= node.parent + above.descendants).toBe(true);
        });
      }),
      settings,
    );
  });

  test('only a step without a parent, or marked, stands at the root', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        for (const node of buildTraceTree(rows).nodes)
          expect(node.parent === -1).toBe(node.row.parentId === '' || node.detached !== null);
      }),
      settings,
    );
  });

  test('the order of the rows does not matter', () => {
    const distinct = fc.uniqueArray(anyRow, { selector: (each) => each.id, maxLength: 31 });
    const shuffled = distinct.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
    );
    fc.assert(
      fc.property(shuffled, ([rows, other]) => {
        expect(buildTraceTree(other).nodes).toEqual(buildTraceTree(rows).nodes);
      }),
      settings,
    );
  });

  test('sums over the subtree equal a count by hand', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const { nodes } = buildTraceTree(rows);
        nodes.forEach((node, index) => {
          const subtree = nodes.slice(index, index + node.descendants + 1);
          expect(node.cumulativeCost).toBe(subtree.reduce((sum, each) => sum + each.row.totalCost, 0));
          expect(node.errorsBelow).toBe(subtree.slice(1).filter((each) => each.row.level === 'ERROR').length);
          expect(node.firstUs).toBe(Math.min(...subtree.map((each) => each.row.startUs)));
        });
      }),
      settings,
    );
  });

  test('critical times are never negative and, under a single root, sum to the duration', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const single = [
          row('root', '', { endUs: 1 }),
          ...rows.map((each) => ({ ...each, parentId: each.parentId || 'root' })),
        ];
        const tree = buildTraceTree(single);
        expect(tree.nodes.every((node) => node.criticalUs >= 0)).toBe(true);
        const sum = tree.nodes.reduce((total, node) => total + node.criticalUs, 0);
        const roots = tree.nodes.filter((node) => node.parent === -1);
        if (roots.length === 1) expect(sum).toBe(tree.lastUs - tree.firstUs);
        else expect(sum).toBeLessThanOrEqual(tree.lastUs - tree.firstUs);
      }),
      settings,
    );
  });
});

describe('100,000 steps', () => {
  const count = 100_000;
  const shapes: Record<string, (index: number) => string> = {
    'one chain': (index) => (index === 0 ? '' : `s${index - 1}`),
    'one cycle': (index) => `s${(index + count - 1) % count}`,
    'one parent': (index) => (index === 0 ? '' : 's0'),
    'all orphans': () => 'gone',
  };

  test.each(Object.keys(shapes))('as %s, in well under a second and without overflow', { timeout: 5000 }, (shape) => {
    const rows = Array.from({ length: count }, (_, index) =>
      row(`s${index}`, shapes[shape]!(index), { startUs: index, endUs: 2 * count - index, totalCost: 1 }),
    );
    const tree = buildTraceTree(rows);
    expect(tree.nodes).toHaveLength(count);
    expect(tree.totalCost).toBe(count);
  });
});
