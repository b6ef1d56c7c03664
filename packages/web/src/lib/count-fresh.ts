/** How many rows of a newly read first page the list does not have yet. */
export function countFresh(
  known: readonly { id: string }[] | undefined,
  head: readonly { id: string }[] | undefined,
): number {
  if (known === undefined || head === undefined) return 0;
  const ids = new Set(known.map(({ id }) => id));
  return head.filter(({ id }) => !ids.has(id)).length;
}
