import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The address of an embedded PostgreSQL that another process of this machine runs on the folder; null when none does.
 * The password file belongs to PostgreSQL's account, so only that one, and root, can ask.
 */
export async function findEmbeddedPostgres(dataDir: string): Promise<string | null> {
  const read = (...path: string[]) => readFile(join(dataDir, ...path), 'utf8').catch(() => '');
  // Its lines are documented: process, folder, start, port.
  const [pid, , , port] = (await read('cluster', 'postmaster.pid')).split('\n');
  const password = (await read('password')).trim();
  if (!pid || !port || password === '') return null;
  return `postgres://tidemark:${password}@127.0.0.1:${port.trim()}/tidemark`;
}
