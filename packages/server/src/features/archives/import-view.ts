import type { ArchiveImport } from '@tidemark/contract/archives';
import { NO_COUNTS } from '#kernel/import-table';
import type { ImportCounts } from '#kernel/import-table';
import { ArchiveManifest } from './manifest.ts';
import type { ImportRow, ImportState } from './store/archive-imports.sql.ts';

export function importView(row: ImportRow): ArchiveImport {
  const manifest = row.manifest === null ? null : ArchiveManifest.parse(row.manifest);
  const counts = row.counts as unknown as Record<string, ImportCounts>;
  return {
    id: row.id,
    projectId: row.project_id,
    state: row.state as ImportState,
    dryRun: row.dry_run,
    withSettings: row.with_settings,
    source: manifest && {
      projectId: manifest.projectId,
      storedUntil: manifest.stored.until,
      requestedAt: manifest.requestedAt,
    },
    tables: (manifest?.tables ?? []).map(({ name: table, rows }) => ({
      table,
      rows,
      ...(counts[table] ?? NO_COUNTS),
    })),
    files: manifest?.files.length ?? 0,
    filesChecked: row.files_checked,
    filesStored: row.files_stored,
    bytes: manifest?.files.reduce((sum, file) => sum + file.bytes, 0) ?? 0,
    rowsStored: row.rows_stored,
    requestedBy: { kind: row.requested_by_kind, name: row.requested_by_name },
    requestedAt: row.requested_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    error: row.error,
  };
}
