/**
 * Numbered SQL files become the schema. Every statement is idempotent and recorded when done, so an interrupted
 * migration goes on by itself where it stopped and two at once do no harm: the later one waits for the earlier.
 */
import { AppError } from '#domain/errors';
import type { Clock } from '../clock/clock.ts';
import type { ClickHouse } from './client.ts';
import { appliedStatements, createMigrationsTable, recordStatement, runStatement } from './migration-store.ts';
import { readMigrations } from './read-migrations.ts';
import type { Migration } from './read-migrations.ts';
import { takeLease } from './migration-lease.ts';

export interface MigrateOptions {
  ch: ClickHouse;
  clock: Clock;
  directory: string;
  /** Name of the cluster; tables are then Replicated and DDL runs on it. */
  cluster?: string | undefined;
  onApplied?(migration: string): void;
}

/** Brings the schema to the newest version known here. Refuses a schema that is newer, or a released file that changed. */
export async function migrateClickHouse(options: MigrateOptions): Promise<void> {
  const migrations = await readMigrations(options.directory, options.cluster);
  await createMigrationsTable(options.ch, options.cluster);
  if (isDone(migrations, await appliedStatements(options.ch))) return;
  await using _lease = await takeLease(options);
  const applied = await appliedStatements(options.ch);
  for (const migration of migrations) await apply(options, migration, applied);
}

type Applied = Awaited<ReturnType<typeof appliedStatements>>;

/** True when nothing is left to do. */
function isDone(migrations: readonly Migration[], applied: Applied): boolean {
  const newest = migrations.at(-1)?.version ?? 0;
  const ahead = Math.max(0, ...applied.map((statement) => statement.version));
  if (ahead > newest) {
    throw new AppError(
      'precondition_failed',
      `The trace store has schema version ${ahead}, this program knows ${newest}. Start the newer program, or restore a backup.`,
    );
  }
  return migrations.every((migration) =>
    migration.statements.every((statement, index) => isApplied(applied, migration, index, statement.checksum)),
  );
}

function isApplied(applied: Applied, migration: Migration, index: number, checksum: string): boolean {
  const found = applied.find((row) => row.version === migration.version && row.statement === index);
  if (found && found.checksum !== checksum) {
    throw new AppError(
      'precondition_failed',
      `${migration.file} was changed after statement ${index + 1} of it was applied. Released migrations are never edited: add a new one.`,
    );
  }
  return found !== undefined;
}

async function apply(options: MigrateOptions, migration: Migration, applied: Applied): Promise<void> {
  for (const [index, statement] of migration.statements.entries()) {
    if (isApplied(applied, migration, index, statement.checksum)) continue;
    await runStatement(options.ch, statement.text);
    await recordStatement(options.ch, {
      version: migration.version,
      statement: index,
      checksum: statement.checksum,
      at_ms: options.clock.nowMs(),
    });
  }
  options.onApplied?.(migration.file);
}
