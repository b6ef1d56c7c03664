import type { SpanTreeData } from '#ui/span-tree/span-row';

/** Ids of steps whose name, type or id holds the searched text, in the order of the tree. */
export function findByName(tree: SpanTreeData, query: string): string[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return [];
  return tree.nodes
    .filter(
      ({ row }) =>
        row.name.toLowerCase().includes(wanted) || row.type.toLowerCase() === wanted || row.id === query.trim(),
    )
    .map(({ row }) => row.id);
}

/** Ids from several searches as one list in the order of the tree; ids that the tree does not have are dropped. */
export function inTreeOrder(tree: SpanTreeData, ...lists: readonly (readonly string[])[]): string[] {
  const places = new Set<number>();
  for (const id of lists.flat()) {
    const place = tree.indexById.get(id);
    if (place !== undefined) places.add(place);
  }
  return [...places].sort((a, b) => a - b).flatMap((place) => tree.nodes[place]?.row.id ?? []);
}

/** The match to go to from the selected step: the next or previous in the tree, around its ends. */
export function stepMatch(matches: readonly string[], selectedId: string | null, by: 1 | -1): string | null {
  if (matches.length === 0) return null;
  const at = selectedId === null ? -1 : matches.indexOf(selectedId);
  const from = at < 0 && by < 0 ? 0 : at;
  return matches[(from + by + matches.length) % matches.length] ?? null;
}
