import type { Json } from '#domain/merge/metadata-tree';
import { SPAN_LIMITS } from '../span-limits.ts';
import type { Attributes } from '../otlp-span.ts';

type Branch = Map<string, Branch | Json>;

/**
 * Rebuilds the list that was spelled out as `<prefix>0.role`, `<prefix>0.content`, `<prefix>1.…`. Numbers become
 * positions of lists; a position beyond the limit, or a list with gaps over it, stays a plain key, so that
 * `<prefix>4294967295` costs nothing. Null when there is no such attribute.
 */
export function indexedValue(attributes: Attributes, prefix: string): Json | null {
  const root: Branch = new Map();
  for (const [name, value] of attributes) if (name.startsWith(prefix)) place(root, name.slice(prefix.length), value);
  return root.size === 0 ? null : unfold(root);
}

function place(root: Branch, path: string, value: Json): void {
  const keys = path.split('.').slice(0, MAX_DEPTH);
  let branch = root;
  for (const key of keys.slice(0, -1)) {
    const next = branch.get(key);
    const inner: Branch = next instanceof Map ? next : new Map();
    if (inner !== next) branch.set(key, inner);
    branch = inner;
  }
  branch.set(keys.at(-1) ?? '', value);
}

const MAX_DEPTH = 32;

function unfold(node: Branch | Json): Json {
  if (!(node instanceof Map)) return node;
  const positions = [...node.keys()].map(positionOf);
  if (positions.every((position) => position !== null)) return listOf(node, Math.max(...positions) + 1);
  const object: Record<string, Json> = Object.create(null) as Record<string, Json>;
  for (const [key, child] of node) object[key] = unfold(child);
  return object;
}

function listOf(node: Branch, length: number): Json {
  const list: Json[] = Array.from({ length }, () => null);
  for (const [key, child] of node) list[Number(key)] = unfold(child);
  return list;
}

function positionOf(key: string): number | null {
  return /^(?:0|[1-9]\d{0,4})$/.test(key) && Number(key) < SPAN_LIMITS.indexedSlots ? Number(key) : null;
}
