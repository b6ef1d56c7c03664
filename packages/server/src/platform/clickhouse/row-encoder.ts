import { binaryForm } from './batch-row.ts';
import type { BatchRow } from './batch-row.ts';
import { RowBinaryWriter } from './row-binary.ts';

/** A column by its name, and how its value is written. */
type Column<Row> = readonly [name: string, write: (row: Row) => void];

/**
 * Makes rows of a table in the engine's binary form. The columns are declared once, in the order of a row; each writes
 * exactly one value of its type to `to`. A value that its column cannot hold throws a `RangeError`.
 */
export function rowEncoder<Row>(
  columnsOf: (to: RowBinaryWriter) => readonly Column<Row>[],
): (row: Row, partition: string) => BatchRow {
  const to = new RowBinaryWriter();
  const columns = columnsOf(to);
  const form = binaryForm(columns.map(([name]) => name));
  const writes = columns.map(([, write]) => write);
  return (row, partition) => {
    to.beginRow();
    for (const write of writes) write(row);
    return { bytes: to.finishRow(), form, partition };
  };
}
