import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#domain/errors';

export interface Migration {
  version: number;
  file: string;
  statements: readonly Statement[];
}

export interface Statement {
  /** With the placeholders filled in. */
  text: string;
  /** Of the text before filling in, so that it is the same on one server and on a cluster. */
  checksum: string;
}

/** `NNNN_slug.sql` in order of their numbers. */
export async function readMigrations(directory: string, cluster: string | undefined): Promise<Migration[]> {
  const files = (await readdir(directory)).filter((file) => /^\d{4}_[a-z0-9_]+\.sql$/.test(file)).sort();
  const migrations = await Promise.all(
    files.map(async (file) => ({
      version: Number(file.slice(0, 4)),
      file,
      statements: statementsOf(await readFile(join(directory, file), 'utf8'), cluster),
    })),
  );
  const twice = migrations.find((migration, index) => migrations[index + 1]?.version === migration.version);
  if (twice) throw new AppError('internal', `Two migrations have the number of ${twice.file}`);
  return migrations;
}

/** Statements end with a semicolon at the end of a line; comments are lines of their own. */
function statementsOf(source: string, cluster: string | undefined): Statement[] {
  return source
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('--'))
    .join('\n')
    .split(/;[ \t]*(?:\n|$)/)
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => ({
      text: fillIn(text, cluster),
      checksum: createHash('sha256').update(text).digest('hex').slice(0, 16),
    }));
}

/** `{{on_cluster}}` and `{{engine:X}}` are the only differences between one server and a cluster. */
export function fillIn(text: string, cluster: string | undefined): string {
  if (cluster !== undefined && !/^[\w-]+$/.test(cluster))
    throw new AppError('invalid', `Not a cluster name: ${cluster}`);
  return text
    .replaceAll(' {{on_cluster}}', cluster === undefined ? '' : ` ON CLUSTER '${cluster}'`)
    .replaceAll(/\{\{engine:(\w+(?:\([^)]*\))?)\}\}/g, cluster === undefined ? '$1' : 'Replicated$1');
}
