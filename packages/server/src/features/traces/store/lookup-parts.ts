/** ClickHouse takes 128 KiB in one query parameter; this leaves room for the quotes and escapes of every id. */
export const MAX_PARAMETER_BYTES = 100_000;

/** Ids in parts that fit into one query parameter each; every id once. */
export function lookupParts(ids: Iterable<string>, partBytes = MAX_PARAMETER_BYTES): string[][] {
  const parts: string[][] = [];
  let room = 0;
  for (const id of new Set(ids)) {
    const bytes = Buffer.byteLength(JSON.stringify(id)) + 2;
    if (bytes > room) {
      parts.push([]);
      room = partBytes;
    }
    parts.at(-1)?.push(id);
    room -= bytes;
  }
  return parts;
}
