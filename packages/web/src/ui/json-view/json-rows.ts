import { childKey, type JsonPath } from './json-path.ts';
import { isBranch, type JsonValue } from './parse-json.ts';

/** One line of the tree as it is folded now. */
export interface JsonRow {
  id: string;
  parent: JsonRow | null;
  depth: number;
  /** Last step of the path; null for the root. */
  key: string | number | null;
  value: JsonValue;
  branch: boolean;
  open: boolean;
  childCount: number;
}

/** What is open: everything above `depth`, except where the person said otherwise. */
export interface JsonFolds {
  depth: number;
  changed: ReadonlyMap<string, boolean>;
}

/** The visible lines, top down. Linear in the number of lines, not in the size of the value. */
export function jsonRows(root: JsonValue, folds: JsonFolds): JsonRow[] {
  const rows: JsonRow[] = [];
  const visit = (value: JsonValue, parent: JsonRow | null, key: string | number | null): void => {
    const id = parent === null || key === null ? '' : childKey(parent.id, key);
    const depth = parent === null ? 0 : parent.depth + 1;
    const branch = isBranch(value);
    const childCount = branch ? countChildren(value) : 0;
    const open = childCount > 0 && (folds.changed.get(id) ?? depth < folds.depth);
    const row = { id, parent, depth, key, value, branch, open, childCount };
    rows.push(row);
    if (!open || !branch) return;
    if (Array.isArray(value)) value.forEach((child: JsonValue, index) => visit(child, row, index));
    else for (const name of Object.keys(value)) visit((value as { [key: string]: JsonValue })[name] ?? null, row, name);
  };
  visit(root, null, null);
  return rows;
}

/** The steps from the root to a line. */
export function rowPath(row: JsonRow): JsonPath {
  const path: (string | number)[] = [];
  for (let at: JsonRow | null = row; at !== null && at.key !== null; at = at.parent) path.unshift(at.key);
  return path;
}

/** The depth to open at first: as deep as fits in `maxRows` lines, at least the first level. */
export function startingDepth(root: JsonValue, maxRows: number): number {
  let level: JsonValue[] = [root];
  let rows = 1;
  for (let depth = 0; ; depth++) {
    const next = level.flatMap((value) => (isBranch(value) ? (Object.values(value) as JsonValue[]) : []));
    if (next.length === 0) return Math.max(1, depth);
    rows += next.length;
    if (rows > maxRows) return Math.max(1, depth);
    level = next;
  }
}

const countChildren = (value: JsonValue & object): number =>
  Array.isArray(value) ? value.length : Object.keys(value).length;
