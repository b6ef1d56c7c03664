import { readStored, writeStored } from './stored.ts';

export interface RecentPage {
  href: string;
  title: string;
}

const KEPT = 12;

/** Pages visited last in this browser, latest first. */
export function readRecent(): RecentPage[] {
  try {
    const stored: unknown = JSON.parse(readStored('recent') ?? '[]');
    return Array.isArray(stored) ? stored.filter(isRecent) : [];
  } catch {
    return [];
  }
}

export function rememberPage(page: RecentPage): void {
  const others = readRecent().filter((each) => each.href !== page.href);
  writeStored('recent', JSON.stringify([page, ...others].slice(0, KEPT)));
}

const isRecent = (value: unknown): value is RecentPage =>
  typeof value === 'object' &&
  value !== null &&
  'href' in value &&
  typeof value.href === 'string' &&
  value.href.startsWith('/') &&
  'title' in value &&
  typeof value.title === 'string';
