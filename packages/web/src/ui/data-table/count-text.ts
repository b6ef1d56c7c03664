import { formatInteger } from '#lib/format';

export interface CountFacts {
  /** Plural, as in `Traces`. */
  label: string;
  loaded: number;
  hasMore: boolean;
  total: { count: number; exact: boolean } | undefined;
}

/** `1,204 traces`, `> 10,000 traces`, or how many were read when nobody counted. */
export function countText({ label, loaded, hasMore, total }: CountFacts): string {
  const noun = (count: number): string => (count === 1 ? label.toLowerCase().replace(/s$/, '') : label.toLowerCase());
  if (!hasMore) return `${formatInteger(loaded)} ${noun(loaded)}`;
  if (total === undefined) return `${formatInteger(loaded)} ${noun(loaded)} read, more below`;
  return `${total.exact ? '' : '> '}${formatInteger(total.count)} ${noun(total.count)}`;
}
