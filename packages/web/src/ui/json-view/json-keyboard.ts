import type { JsonRow } from './json-rows.ts';

export interface JsonMove {
  to?: JsonRow;
  toggle?: JsonRow;
}

/** What a key does in the tree, as in a file explorer; null for keys that are not the tree's. */
export function moveInJson(key: string, rows: readonly JsonRow[], at: number): JsonMove | null {
  const row = rows[at];
  switch (key) {
    case 'ArrowDown':
      return to(rows[Math.min(at + 1, rows.length - 1)]);
    case 'ArrowUp':
      return to(rows[Math.max(at - 1, 0)]);
    case 'Home':
      return to(rows[0]);
    case 'End':
      return to(rows.at(-1));
    case 'ArrowRight':
      if (row === undefined || row.childCount === 0) return {};
      return row.open ? to(rows[at + 1]) : { toggle: row };
    case 'ArrowLeft':
      if (row === undefined) return {};
      return row.open ? { toggle: row } : to(parentOf(rows, at));
    case 'Enter':
    case ' ':
      return row === undefined || row.childCount === 0 ? {} : { toggle: row };
    default:
      return null;
  }
}

const to = (row: JsonRow | undefined): JsonMove => (row === undefined ? {} : { to: row });

function parentOf(rows: readonly JsonRow[], at: number): JsonRow | undefined {
  const depth = rows[at]?.depth ?? 0;
  for (let index = at - 1; index >= 0; index--) {
    const row = rows[index];
    if (row !== undefined && row.depth < depth) return row;
  }
  return undefined;
}
