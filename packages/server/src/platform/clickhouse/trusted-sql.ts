import { sql } from './sql.ts';
import type { Sql } from './sql.ts';

/** Text of our own files as a statement: migrations and the fixed texts of this folder, never anything from outside. */
export function trustedSql(text: string): Sql {
  return sql(Object.assign([text], { raw: [text] }));
}
