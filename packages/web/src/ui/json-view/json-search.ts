import type { JsonPath } from './json-path.ts';
import { pathKey } from './json-path.ts';
import { isBranch, type JsonValue } from './parse-json.ts';
import { printLeaf } from './print-json.tsx';

/** Where a text occurs, in keys or values, top down and without regard to case; at most `limit` places. */
export function findInJson(root: JsonValue, query: string, limit = 1000): JsonPath[] {
  const wanted = query.toLowerCase();
  const found: JsonPath[] = [];
  if (wanted === '') return found;
  const path: (string | number)[] = [];
  const visit = (value: JsonValue): void => {
    if (found.length >= limit) return;
    const key = path.at(-1);
    const inKey = typeof key === 'string' && key.toLowerCase().includes(wanted);
    if (inKey || (!isBranch(value) && leafText(value).toLowerCase().includes(wanted))) found.push([...path]);
    if (!isBranch(value)) return;
    const list = Array.isArray(value);
    for (const [name, child] of Object.entries(value)) {
      path.push(list ? Number(name) : name);
      visit(child as JsonValue);
      path.pop();
    }
  };
  visit(root);
  return found;
}

/** Ids of every branch that must be open for these places to be seen. */
export function branchesAbove(paths: readonly JsonPath[]): Set<string> {
  const open = new Set<string>();
  for (const path of paths)
    for (let length = 0; length < path.length; length++) open.add(pathKey(path.slice(0, length)));
  return open;
}

const leafText = (value: JsonValue): string => (typeof value === 'string' ? value : printLeaf(value));
