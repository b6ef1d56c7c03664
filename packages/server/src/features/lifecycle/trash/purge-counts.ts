type Counts = Readonly<Record<string, number>>;

export function addCounts(...all: readonly Counts[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const one of all) for (const [name, count] of Object.entries(one)) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}

/** Only nothing is nothing: whatever is left, the operation is not purged. */
export function refuseLeftovers(left: Counts): void {
  const names = Object.entries(left).filter(([, count]) => count > 0);
  if (names.length > 0)
    throw new Error(`Not all is gone: ${names.map(([name, count]) => `${count} in ${name}`).join(', ')}`);
}
