import type { JsonPath } from './json-path.ts';
import { pathKey } from './json-path.ts';
import { isBranch, type JsonValue } from './parse-json.ts';

/** One line of the tree as it is folded now. */
export interface JsonRow {
  id: string;
  path: JsonPath;
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
  const visit = (value: JsonValue, path: JsonPath): void => {
    const id = pathKey(path);
    const branch = isBranch(value);
    const childCount = branch ? countChildren(value) : 0;
    const open = childCount > 0 && (folds.changed.get(id) ?? path.length < folds.depth);
    rows.push({ id, path, depth: path.length, key: path.at(-1) ?? null, value, branch, open, childCount });
    if (!open || !branch) return;
    if (Array.isArray(value)) value.forEach((child: JsonValue, index) => visit(child, [...path, index]));
    else for (const [key, child] of Object.entries(value)) visit(child, [...path, key]);
  };
  visit(root, []);
  return rows;
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
