import { z } from 'zod';
import { columnNames, FILE, fileInput } from '#platform/clickhouse/file-of-rows';
import type { FileColumns } from '#platform/clickhouse/file-of-rows';
import { EMPTY, joinSql, param, sql, us } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import type { ArchivedFile, ImportCounts, ImportInto, RowsImport } from './import-table.ts';

interface RowsImportDef extends Pick<RowsImport, 'name' | 'columns' | 'refuse' | 'check'> {
  table: Sql;
  /** What makes two rows versions of one thing, as it is asked of the table and of the file. */
  key: Sql;
  /** Columns that the key and `gone` read. */
  keyColumns: readonly string[];
  /** Where two rows of one key can only be the same, none. */
  version?: Sql;
  /** Time of a row, where the table is ordered by it: only as much of it is looked at as the file is about. */
  at?: Sql;
  /** True for a row of what was removed from the project for good. */
  gone(into: ImportInto): Sql;
  /** Columns that do not come as they are. */
  values?(into: ImportInto): Readonly<Record<string, Sql>>;
}

const Compared = z.object({
  total: z.number(),
  gone: z.number(),
  same: z.number(),
  newer: z.number(),
  older: z.number(),
});
/** Work in the background: one thread, behind what people and programs ask. */
const WHO = { class: 'purge' } as const;

/**
 * The import of a table whose rows are versions of things. The engine reads the file itself; whose rows they are is said
 * by the statement and not by the file. A row version that is there already is left alone, so that a second import stores
 * nothing, and one that was killed goes on where it was.
 */
export function rowsImport(def: RowsImportDef): RowsImport {
  const { name, columns, refuse, check } = def;
  const version = def.version ?? sql`0`;
  return {
    kind: 'rows',
    name,
    columns,
    refuse,
    ...(check ? { check } : {}),
    async compare(engines, file, into) {
      const [found] = await engines.ch.queryFile({
        sql: compareSql({ ...def, version }, file, into),
        schema: Compared,
        file: { ...file, columns: pick(columns, [...def.keyColumns, ...(def.version ? ['row_version'] : [])]) },
        who: `${name}.compareImport`,
        projectId: into.projectId,
        ...WHO,
      });
      return countsOf(found);
    },
    async store(engines, file, into) {
      await engines.ch.load({
        sql: storeSql({ ...def, version }, file, into),
        file: { ...file, columns },
        who: `${name}.import`,
        projectId: into.projectId,
        signal: into.signal,
        ...WHO,
      });
    },
  };
}

type Def = RowsImportDef & { version: Sql };

function storeSql(def: Def, file: ArchivedFile, into: ImportInto): Sql {
  const given = def.values?.(into) ?? {};
  const values = Object.keys(def.columns).map((name) => given[name] ?? columnNames(pick(def.columns, [name])));
  return sql`INSERT INTO ${def.table} (project_id, ${columnNames(def.columns)})
    SELECT ${param.string(into.projectId)}, ${joinSql(values, sql`, `)} FROM ${fileInput(def.columns)}
    WHERE NOT ${def.gone(into)} AND sipHash128(${def.key}, ${def.version}) NOT IN (
      SELECT sipHash128(${def.key}, ${def.version}) FROM ${def.table} WHERE ${ofSameTime(def, file, into)})`;
}

function compareSql(def: Def, file: ArchivedFile, into: ImportInto): Sql {
  const gone = def.gone(into);
  return sql`SELECT (SELECT count() FROM ${FILE}) AS total, (SELECT countIf(${gone}) FROM ${FILE}) AS gone,
      countIf(there.version = given.version) AS same, countIf(there.version > given.version) AS newer,
      countIf(there.version < given.version) AS older
    FROM (SELECT sipHash128(${def.key}) AS k, toUInt64(${def.version}) AS version FROM ${def.table} FINAL
      WHERE ${ofSameTime(def, file, into)}) AS there
    INNER JOIN (SELECT sipHash128(${def.key}) AS k, toUInt64(${def.version}) AS version FROM ${FILE}
      WHERE NOT ${gone}) AS given ON there.k = given.k`;
}

function ofSameTime({ at }: Def, { fromUs, toUs }: ArchivedFile, { projectId }: ImportInto): Sql {
  const time =
    at && fromUs !== null && toUs !== null ? sql` AND ${at} >= ${us(fromUs)} AND ${at} <= ${us(toUs)}` : EMPTY;
  return sql`project_id = ${param.string(projectId)}${time}`;
}

function countsOf(found: z.output<typeof Compared> | undefined): ImportCounts {
  const { total, gone, same, newer, older } = found ?? { total: 0, gone: 0, same: 0, newer: 0, older: 0 };
  return { added: total - gone - same - newer - older, same, replaced: older, kept: newer, dropped: gone };
}

function pick(columns: FileColumns, names: readonly string[]): FileColumns {
  return Object.fromEntries(names.map((name) => [name, columns[name] ?? 'String']));
}
