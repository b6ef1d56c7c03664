import type { Columns } from '@tidemark/contract/columns/column';
import type { Filter } from '@tidemark/contract/filter';
import type { Order } from '@tidemark/contract/order';
import { parseFilter, printFilter } from './filter-text.ts';

/** Search parameters as plain texts: what the address bar shows is what a person may write there. */
export type UrlParams = Record<string, string | undefined>;

export type Density = 'comfortable' | 'compact';

/** One column of a person's layout; the width in pixels where it was changed. */
export interface LayoutColumn {
  name: string;
  width?: number;
}

/** Everything that makes a list what it is, as the URL keeps it. */
export interface ListState {
  filter: Filter | null;
  /** Set when the URL holds a filter that cannot be read; the list then shows the problem, never the wrong rows. */
  filterProblem: string | null;
  search: string;
  order: Order | null;
  /** Shown columns in order; null for the columns' own default. */
  layout: LayoutColumn[] | null;
  density: Density;
  /** Id of the row in the peek panel. */
  peek: string | null;
}

/** Reads a list's state. Unknown columns are dropped, an unreadable filter is reported. */
export function parseListState(params: UrlParams, columns: Columns): ListState {
  const parsed = parseFilter(params['filter'] ?? '', columns);
  return {
    filter: parsed.ok ? parsed.filter : null,
    filterProblem: parsed.ok ? null : parsed.message,
    search: params['q'] ?? '',
    order: parseOrder(params['sort'], columns),
    layout: parseLayout(params['cols'], columns),
    density: params['density'] === 'compact' ? 'compact' : 'comfortable',
    peek: params['peek'] ?? null,
  };
}

/** The parameters that a change of state sets; undefined removes one. */
export function printListState(change: Partial<Omit<ListState, 'filterProblem'>>): UrlParams {
  const params: UrlParams = {};
  if (change.filter !== undefined) params['filter'] = printFilter(change.filter) || undefined;
  if (change.search !== undefined) params['q'] = change.search || undefined;
  if (change.order !== undefined)
    params['sort'] =
      change.order === null ? undefined : `${change.order.direction === 'desc' ? '-' : ''}${change.order.column}`;
  if (change.layout !== undefined) params['cols'] = change.layout === null ? undefined : printLayout(change.layout);
  if (change.density !== undefined) params['density'] = change.density === 'compact' ? 'compact' : undefined;
  if (change.peek !== undefined) params['peek'] = change.peek ?? undefined;
  return params;
}

/** `name:240,level,totalCost`. */
export const printLayout = (layout: readonly LayoutColumn[]): string =>
  layout.map(({ name, width }) => (width === undefined ? name : `${name}:${Math.round(width)}`)).join(',');

export function parseLayout(text: string | null | undefined, columns: Columns): LayoutColumn[] | null {
  if (text === null || text === undefined || text === '') return null;
  const seen = new Set<string>();
  const layout = text.split(',').flatMap((part): LayoutColumn[] => {
    const [name = '', width] = part.split(':');
    if (!Object.hasOwn(columns, name) || seen.has(name)) return [];
    seen.add(name);
    const pixels = Number(width);
    return [width !== undefined && pixels >= MIN_WIDTH && pixels <= MAX_WIDTH ? { name, width: pixels } : { name }];
  });
  return layout.length === 0 ? null : layout;
}

export const MIN_WIDTH = 48;
export const MAX_WIDTH = 1200;

function parseOrder(text: string | undefined, columns: Columns): Order | null {
  if (text === undefined) return null;
  const descending = text.startsWith('-');
  const column = descending ? text.slice(1) : text;
  if (!Object.hasOwn(columns, column) || columns[column]?.sortable !== true) return null;
  return { column, direction: descending ? 'desc' : 'asc' };
}

/** Reads an address's query; a parameter given twice keeps its last value. */
export function parseSearch(search: string): UrlParams {
  return Object.fromEntries(new URLSearchParams(search));
}

/** Writes it back, readable: what needs no escaping in a query is left as it is. */
export function printSearch(params: Record<string, unknown>): string {
  const parts = Object.entries(params).flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' ? [`${encodeURIComponent(name)}=${encodeReadable(value)}`] : [],
  );
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

const encodeReadable = (value: string): string =>
  encodeURIComponent(value).replace(/%(?:20|2C|3A|2F|3D|40|24|3E|3C|28|29)/g, (code) =>
    code === '%20' ? '+' : code === '%3E' || code === '%3C' ? code : decodeURIComponent(code),
  );
