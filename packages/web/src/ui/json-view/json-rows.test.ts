import { describe, expect, it } from 'vitest';
import { formatPath, pathKey } from './json-path.ts';
import { jsonRows, rowPath, startingDepth } from './json-rows.ts';
import { branchesAbove, findInJson } from './json-search.ts';
import { moveInJson } from './json-keyboard.ts';

const value = { user: { name: 'Ada', tags: ['x', 'y'] }, count: 3 };
const closed = { depth: 1, changed: new Map<string, boolean>() };
const keysOf = (rows: readonly { key: string | number | null }[]) => rows.map(({ key }) => key);

describe('jsonRows', () => {
  it('shows what is open above the depth', () => {
    expect(keysOf(jsonRows(value, closed))).toEqual([null, 'user', 'count']);
    expect(keysOf(jsonRows(value, { ...closed, depth: 2 }))).toEqual([null, 'user', 'name', 'tags', 'count']);
  });

  it('lets a single fold differ from the depth', () => {
    const changed = new Map([[pathKey(['user']), true]]);
    expect(keysOf(jsonRows(value, { depth: 1, changed }))).toEqual([null, 'user', 'name', 'tags', 'count']);
  });

  it('never offers to open an empty branch', () => {
    expect(jsonRows({ empty: [] }, { depth: 9, changed: new Map() }).at(-1)).toMatchObject({
      open: false,
      childCount: 0,
    });
  });

  it('starts as deep as fits, and at least at the first level', () => {
    expect(startingDepth(value, 100)).toBeGreaterThanOrEqual(3);
    expect(
      startingDepth(
        Array.from({ length: 500 }, () => [1]),
        100,
      ),
    ).toBe(1);
  });

  it('opens 200,000 lines without exhausting the stack or the patience', () => {
    const wide = Array.from({ length: 100_000 }, (_, id) => ({ id }));
    expect(jsonRows(wide, { depth: Infinity, changed: new Map() })).toHaveLength(200_001);
  });
});

describe('findInJson', () => {
  it('finds keys and values without regard to case, top down', () => {
    expect(findInJson(value, 'NAME')).toEqual([['user', 'name']]);
    expect(findInJson(value, 'ad')).toEqual([['user', 'name']]);
    expect(findInJson(value, '3')).toEqual([['count']]);
    expect(findInJson(value, '')).toEqual([]);
  });

  it('names every branch that must open for a place to be seen', () => {
    expect([...branchesAbove([['user', 'tags', 1]])]).toEqual([
      pathKey([]),
      pathKey(['user']),
      pathKey(['user', 'tags']),
    ]);
  });
});

describe('formatPath', () => {
  it('writes a path as code does', () => {
    expect(formatPath(['messages', 0, 'content'])).toBe('messages[0].content');
    expect(formatPath([2, 'user id', 'x'])).toBe('[2]["user id"].x');
    expect(formatPath([])).toBe('$');
  });
});

describe('moveInJson', () => {
  const rows = jsonRows(value, { ...closed, depth: 2 });
  it('goes to the line above in the tree on left, and into a branch on right', () => {
    expect(moveInJson('ArrowLeft', rows, 2)).toEqual({ to: rows[1] });
    expect(moveInJson('ArrowRight', rows, 1)).toEqual({ to: rows[2] });
    expect(moveInJson('ArrowLeft', rows, 1)).toEqual({ toggle: rows[1] });
  });

  it('stays within the ends and leaves other keys alone', () => {
    expect(moveInJson('ArrowDown', rows, rows.length - 1)).toEqual({ to: rows.at(-1) });
    expect(moveInJson('q', rows, 0)).toBeNull();
  });
});

describe('rowPath', () => {
  it('leads back from a line to the root, through keys that look like paths', () => {
    const rows = jsonRows({ 'a/b': [{ '~x': 1 }] }, { depth: Infinity, changed: new Map() });
    expect(rows.map((row) => rowPath(row))).toEqual([[], ['a/b'], ['a/b', 0], ['a/b', 0, '~x']]);
    expect(rows.map(({ id }) => id)).toEqual(rows.map((row) => pathKey(rowPath(row))));
  });
});
