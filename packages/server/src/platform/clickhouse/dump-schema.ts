import { z } from 'zod';
import type { ClickHouse } from './client.ts';
import { sql } from './sql.ts';

/** The schema as the engine holds it, in a form that does not depend on the database's name: what `schema.sql` keeps. */
export async function dumpClickHouseSchema(ch: ClickHouse): Promise<string> {
  const tables = await ch.query({
    sql: sql`SELECT name, create_table_query AS text, formatQuery(create_table_query) AS formatted
      FROM system.tables WHERE database = currentDatabase() AND NOT is_temporary AND name NOT LIKE '.inner%' ORDER BY name`,
    schema: z.object({ name: z.string(), text: z.string(), formatted: z.string() }),
    class: 'ui',
    who: 'schema.dump',
  });
  const texts = tables.map((table) => table.formatted.replace(/^CREATE TABLE [\w`]+\./, 'CREATE TABLE '));
  return `-- Dumped from the migrated schema; written by \`npm run generate\`, never by hand.\n\n${texts.join(';\n\n')};\n`;
}
