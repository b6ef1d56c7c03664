import type { ExportRequest } from '#kernel/export-run';
import type { Engines } from '#kernel/ctx';
import { AppError } from '#domain/errors';
import type { FileAnswer } from '#platform/clickhouse/file-answer';
import { chooseColumns } from './choose-columns.ts';
import { exportTable } from './declarations.ts';
import type { ExportDeclarations } from './run/running.ts';
import { windowSql } from './store/telemetry-window.sql.ts';

/**
 * The rows of one table as the engine writes them, without a run: for programs that read them at once. `take` reads the
 * body to its end, which rejects when something went wrong after the first byte.
 */
export async function streamExport<T>(
  engines: Pick<Engines, 'ch' | 'clock'>,
  declared: ExportDeclarations,
  of: {
    projectId: string;
    request: Pick<ExportRequest, 'format' | 'compression' | 'maxRows' | 'storedFromUs'> & {
      selection: ExportRequest['tables'][number];
    };
    signal: AbortSignal;
    take(file: FileAnswer): Promise<T>;
  },
): Promise<T> {
  const { projectId, request, signal, take } = of;
  const { selection, format, compression, maxRows, storedFromUs } = request;
  const table = exportTable(declared, selection.table);
  if (table.kind !== 'telemetry')
    throw new AppError('invalid', `"${table.name}" is exported by a run: POST /api/public/v1/exports`);
  const columns = chooseColumns(table, selection, format);
  const range = { after: null, to: null };
  const cutUs = engines.clock.nowUs();
  return engines.ch.writeFile(
    {
      sql: windowSql({ table, projectId, selection, storedFromUs, cutUs }, range, { columns, limit: maxRows }),
      class: 'export',
      who: 'exports.stream',
      projectId,
      format,
      compression,
      whole: false,
      signal,
    },
    take,
  );
}
