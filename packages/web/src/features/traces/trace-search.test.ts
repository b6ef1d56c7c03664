import { buildTraceTree } from '@tidemark/contract/trace-tree';
import { describe, expect, it } from 'vitest';
import { hasOpenStep, isLive } from './live-trace.ts';
import { toSpanRow } from './to-span-row.ts';
import { findByName, inTreeOrder, stepMatch } from './trace-search.ts';
import type { SkeletonStep } from './trace-types.ts';

const START = Date.UTC(2026, 10, 20, 9, 0, 0);
const step = (id: string, seconds: number, change: Partial<SkeletonStep> = {}): SkeletonStep => ({
  id,
  parentId: '',
  type: 'SPAN',
  name: id,
  model: '',
  startUs: (START + seconds * 1000) * 1000,
  endUs: (START + seconds * 1000 + 500) * 1000,
  completionStartUs: null,
  level: 'DEFAULT',
  totalCost: 0,
  inputTokens: 0,
  outputTokens: 0,
  totalTokens: 0,
  ...change,
});
const treeOf = (...rows: SkeletonStep[]) => buildTraceTree(rows.map(toSpanRow));

describe('search within a trace', () => {
  const tree = treeOf(
    step('b', 2, { name: 'Fetch orders', type: 'TOOL' }),
    step('a', 1, { name: 'agent' }),
    step('c', 3, { name: 'fetch again' }),
  );

  it('finds names without regard to case, types and ids, in the order of the tree', () => {
    expect(findByName(tree, 'FETCH')).toEqual(['b', 'c']);
    expect(findByName(tree, 'tool')).toEqual(['b']);
    expect(findByName(tree, 'a ')).toContain('a');
    expect(findByName(tree, '  ')).toEqual([]);
  });

  it('merges what the server found into the same order and drops what is not in the tree', () => {
    expect(inTreeOrder(tree, ['c'], ['b', 'gone', 'c'])).toEqual(['b', 'c']);
  });

  it('steps through matches around both ends', () => {
    expect(stepMatch(['b', 'c'], null, 1)).toBe('b');
    expect(stepMatch(['b', 'c'], null, -1)).toBe('c');
    expect(stepMatch(['b', 'c'], 'c', 1)).toBe('b');
    expect(stepMatch(['b', 'c'], 'b', -1)).toBe('c');
    expect(stepMatch([], 'b', 1)).toBeNull();
  });
});

describe('isLive', () => {
  const open = treeOf(step('a', 0, { endUs: null }));
  const ended = treeOf(step('a', 0));

  it('follows a trace while a step has no end, but not for ever', () => {
    expect(isLive(open, START + 60_000)).toBe(true);
    expect(isLive(open, START + 3_600_000)).toBe(false);
  });

  it('waits a moment for late steps of one that has ended', () => {
    expect(isLive(ended, START + 5000)).toBe(true);
    expect(isLive(ended, START + 60_000)).toBe(false);
  });

  it('does not take an event for a running step', () => {
    const event = treeOf(step('e', 0, { type: 'EVENT', endUs: null }));
    expect(hasOpenStep(event)).toBe(false);
    expect(isLive(event, START + 60_000)).toBe(false);
  });
});
