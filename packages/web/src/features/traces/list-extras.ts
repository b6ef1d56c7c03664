import type { LayoutColumn } from '#lib/url-state';

/** Parts of a row that cost extra to read, named as the list verbs name them. */
export type ListExtra = 'metadata' | 'scores';

export interface ListOptions {
  /** False while the URL holds a filter that cannot be read. */
  enabled: boolean;
  extras: ListExtra[];
}

/** The extra parts that the shown columns need. */
export const extrasOf = (layout: readonly LayoutColumn[] | null): ListExtra[] =>
  (['metadata', 'scores'] as const).filter((part) => layout?.some(({ name }) => name === part));
