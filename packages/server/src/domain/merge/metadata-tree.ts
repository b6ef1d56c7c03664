/** Any value of a JSON document. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** One leaf of a metadata object: where, and what. An empty object is a leaf that yields to whatever is there. */
export type MetadataWrite = [path: string[], value: Json];

type Tree = Map<string, Tree | Leaf>;
interface Leaf {
  value: Json;
}

/**
 * The leaves of a metadata object, so that two objects merge deeply. Lists are leaves: a later list replaces an
 * earlier one. Metadata that is no object is kept under the key `metadata`; null says nothing.
 */
export function metadataWrites(metadata: unknown): MetadataWrite[] {
  if (metadata === null || metadata === undefined) return [];
  if (!isPlainObject(metadata)) return [[['metadata'], metadata as Json]];
  const writes: MetadataWrite[] = [];
  collectLeaves(metadata, [], writes);
  return writes;
}

/** Applies writes in the given order; gives top-level keys with text, structured values as JSON text. */
export function metadataRecord(writes: Iterable<MetadataWrite>): Record<string, string> {
  const root: Tree = new Map();
  for (const [path, value] of writes) place(root, path, value);
  // Without a prototype, a key such as `__proto__` is a key like any other.
  const record: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [key, node] of root) {
    const value = plain(node);
    record[key] = typeof value === 'string' ? value : JSON.stringify(value);
  }
  return record;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isEmptyObject(value: unknown): boolean {
  return isPlainObject(value) && Object.keys(value).length === 0;
}

function collectLeaves(node: Record<string, unknown>, path: string[], writes: MetadataWrite[]): void {
  for (const [key, value] of Object.entries(node)) {
    if (value === undefined) continue;
    const here = [...path, key];
    if (isPlainObject(value) && !isEmptyObject(value)) collectLeaves(value, here, writes);
    else writes.push([here, value as Json]);
  }
}

function place(root: Tree, path: string[], value: Json): void {
  const last = path.at(-1);
  if (last === undefined) return;
  let tree = root;
  for (const key of path.slice(0, -1)) {
    const node = tree.get(key);
    const inner = node instanceof Map ? node : new Map<string, Tree | Leaf>();
    putLast(tree, key, inner);
    tree = inner;
  }
  if (!isEmptyObject(value)) putLast(tree, last, { value });
  else if (!tree.has(last)) tree.set(last, new Map());
}

/** Keys stand in the order of their last writes, which leaving out earlier writes does not change. */
function putLast(tree: Tree, key: string, node: Tree | Leaf): void {
  tree.delete(key);
  tree.set(key, node);
}

function plain(node: Tree | Leaf): Json {
  if (!(node instanceof Map)) return node.value;
  const object: Record<string, Json> = Object.create(null) as Record<string, Json>;
  for (const [key, child] of node) object[key] = plain(child);
  return object;
}
