/** What a batch writer takes: a row as bytes, in whose form it is, and the partition it falls into, e.g. `202611`. */
export interface BatchRow {
  bytes: Uint8Array;
  form: RowForm;
  partition: string;
}

/** How the rows of an insert are written: what follows the table in its statement. */
export type RowForm = `FORMAT JSONEachRow` | `(${string}) FORMAT RowBinary`;

export const JSON_LINES: RowForm = 'FORMAT JSONEachRow';

export function binaryForm(columns: readonly string[]): RowForm {
  return `(${columns.join(', ')}) FORMAT RowBinary`;
}

export function jsonRow(row: object, partition: string): BatchRow {
  return { bytes: Buffer.from(`${JSON.stringify(row)}\n`), form: JSON_LINES, partition };
}
