import { z } from 'zod';
import { AppError } from '#domain/errors';
import type { Engines } from '#kernel/ctx';
import type { ArchivedFile, RecordsImport } from '#kernel/import-table';
import { columnNames, FILE } from '#platform/clickhouse/file-of-rows';
import { sql } from '#platform/clickhouse/sql';

/** Files of records are written in pages far smaller than this. */
const MOST_RECORDS = 100_000;

/** The records of a file, checked by their owner's schema. Rejects with `invalid` at the first that is wrong. */
export async function readRecords({ ch }: Engines, table: RecordsImport, file: ArchivedFile): Promise<unknown[]> {
  if (file.rows > MOST_RECORDS) throw new AppError('invalid', `it has more than ${MOST_RECORDS} records`);
  const rows = await ch.queryFile({
    sql: sql`SELECT ${columnNames(table.columns)} FROM ${FILE}`,
    schema: z.unknown(),
    file: { ...file, columns: table.columns },
    class: 'purge',
    who: 'archives.records',
  });
  return rows.map((row) => {
    const parsed = table.schema.safeParse(row);
    const [issue] = parsed.error?.issues ?? [];
    if (issue) throw new AppError('invalid', `a record of it is wrong at ${issue.path.join('.')}: ${issue.message}`);
    return parsed.data;
  });
}
