import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Paths whose content in the tree is not what it is generated to be; writes them unless it only checks. */
export function bringUpToDate(
  root: string,
  files: Readonly<Record<string, string>>,
  mode: 'check' | 'write',
): string[] {
  const stale = Object.keys(files).filter((path) => current(join(root, path)) !== files[path]);
  if (mode === 'check') return stale;
  for (const path of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), files[path] ?? '');
  }
  return stale;
}

function current(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
