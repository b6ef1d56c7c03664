import type { Condition, Filter } from '@tidemark/contract/filter';

/** A filter as its builder shows it: groups of which all, any or none must hold. */
export interface FilterGroup {
  mode: 'all' | 'any' | 'none';
  parts: (Condition | FilterGroup)[];
}

export const isGroup = (part: Condition | FilterGroup): part is FilterGroup => 'mode' in part;

/** A filter as a group; a lone condition becomes a group of one. */
export function toGroup(filter: Filter | null): FilterGroup {
  if (filter === null) return { mode: 'all', parts: [] };
  const part = toPart(filter);
  return isGroup(part) ? part : { mode: 'all', parts: [part] };
}

function toPart(filter: Filter): Condition | FilterGroup {
  if ('column' in filter) return filter;
  if ('and' in filter) return { mode: 'all', parts: filter.and.map(toPart) };
  if ('or' in filter) return { mode: 'any', parts: filter.or.map(toPart) };
  const inner = toPart(filter.not);
  return isGroup(inner) && inner.mode === 'any'
    ? { mode: 'none', parts: inner.parts }
    : { mode: 'none', parts: [inner] };
}

/** The filter that a group stands for; empty groups vanish, groups of one need no brackets. */
export function fromGroup(group: FilterGroup): Filter | null {
  const parts = group.parts.flatMap((part): Filter[] => {
    const filter = isGroup(part) ? fromGroup(part) : part;
    return filter === null ? [] : [filter];
  });
  const [first] = parts;
  if (first === undefined) return null;
  if (group.mode === 'none') return { not: parts.length === 1 ? first : { or: parts } };
  if (parts.length === 1) return first;
  return group.mode === 'all' ? { and: parts } : { or: parts };
}
