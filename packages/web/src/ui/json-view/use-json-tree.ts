import { useDeferredValue, useMemo, useState } from 'react';
import { pathKey } from './json-path.ts';
import { jsonRows, startingDepth, type JsonRow } from './json-rows.ts';
import { branchesAbove, findInJson } from './json-search.ts';
import type { JsonValue } from './parse-json.ts';

export interface JsonTree {
  rows: readonly JsonRow[];
  matches: readonly string[];
  matched: ReadonlySet<string>;
  toggle: (row: JsonRow) => void;
  /** Opens everything above this depth and forgets single folds; `Infinity` opens all. */
  openTo: (depth: number) => void;
}

const FIRST_LINES = 120;

/** What of a JSON value is open, and where the searched text occurs. Matches open the branches above them. */
export function useJsonTree(value: JsonValue, search: string): JsonTree {
  const [folds, setFolds] = useState<{ depth: number | null; changed: ReadonlyMap<string, boolean> }>(UNTOUCHED);
  const first = useMemo(() => startingDepth(value, FIRST_LINES), [value]);
  const query = useDeferredValue(search);
  const found = useMemo(() => findInJson(value, query), [value, query]);
  const depth = folds.depth ?? first;
  const rows = useMemo(() => {
    const changed = new Map(folds.changed);
    for (const id of branchesAbove(found)) if (!changed.has(id)) changed.set(id, true);
    return jsonRows(value, { depth, changed });
  }, [value, depth, folds.changed, found]);
  const matches = useMemo(() => found.map(pathKey), [found]);
  return {
    rows,
    matches,
    matched: useMemo(() => new Set(matches), [matches]),
    toggle: (row) => setFolds((before) => ({ ...before, changed: new Map(before.changed).set(row.id, !row.open) })),
    openTo: (next) => setFolds({ depth: next, changed: new Map() }),
  };
}

const UNTOUCHED = { depth: null, changed: new Map<string, boolean>() };
