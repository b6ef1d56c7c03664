import { cp, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SERVER } from './product.ts';
import type { KillPoint } from './plan-kills.ts';

/** A defect that comparable products have or had, as changes to our source. */
export interface SourceBug {
  what: string;
  file: string;
  changes: readonly [from: string, to: string][];
}

/** One that the harness has to find. */
export interface Bug extends SourceBug {
  /** Where a kill shows it. */
  points: readonly KillPoint[];
  engineAwayMs: number;
}

const ROOT = new URL('../../..', import.meta.url).pathname;

/** A copy of the server with the bug in it. Rejects when the source is no longer what the changes speak of. */
export async function serverWith(
  bug: SourceBug,
  folder: string,
  { withTests = false }: { withTests?: boolean } = {},
): Promise<string> {
  const root = await mkdtemp(join(folder, 'bug-'));
  const server = join(root, 'packages/server');
  await cp(SERVER, server, {
    recursive: true,
    filter: (path) => !path.includes('node_modules') && (withTests || !path.endsWith('.test.ts')),
  });
  await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  await symlink(join(SERVER, 'node_modules'), join(server, 'node_modules')).catch(() => undefined);
  const path = join(server, 'src', bug.file);
  await writeFile(path, changed(await readFile(path, 'utf8'), bug));
  return server;
}

function changed(source: string, { file, changes }: SourceBug): string {
  return changes.reduce((text, [from, to]) => {
    if (text.split(from).length !== 2) throw new Error(`${file} does not have this exactly once:\n${from}`);
    return text.replace(from, () => to);
  }, source);
}
