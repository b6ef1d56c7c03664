import type pg from 'pg';

interface Column {
  table: string;
  name: string;
  type: string;
  /** Words that a check allows, when it lists them. */
  choices: string[] | null;
}

interface Reference {
  table: string;
  parent: string;
  columns: string[];
  parentColumns: string[];
}

interface Catalog {
  /** Tables that carry a project: by a `project_id`, or by a reference to one that does. `projects` itself is made by its verb. */
  tables: Map<string, Column[]>;
  references: Reference[];
}

/**
 * A row of the project in every table that can carry one, made from the catalog: what a table gains is filled too.
 * Checks of the rows count; references are made to fit, since their triggers are off here (erasing runs with them on).
 */
export async function fillPostgres(
  pool: pg.Pool,
  projectId: string,
  options: { except?: readonly string[]; mark?: string } = {},
): Promise<void> {
  const client = await pool.connect();
  try {
    const catalog = await readCatalog(client);
    await client.query('BEGIN; SET LOCAL session_replication_role = replica');
    for (const [table, columns] of catalog.tables) {
      if (options.except?.includes(table)) continue;
      const outside = await outsideValues(client, catalog, table);
      const values = columns.map((column) => outside[column.name] ?? valueOf(catalog, column, projectId, options.mark));
      const names = columns.map(({ name }) => `"${name}"`).join(', ');
      const holes = columns.map((_, index) => `$${index + 1}`).join(', ');
      await client.query(`INSERT INTO "${table}" (${names}) VALUES (${holes})`, values);
    }
    await client.query('COMMIT');
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

/** How many rows of the project each of those tables has, and `projects`. */
export async function countPostgres(pool: pg.Pool, projectId: string): Promise<Record<string, number>> {
  const catalog = await readCatalog(pool);
  const counts: Record<string, number> = {};
  const count = async (table: string, column: string, value: unknown) => {
    const { rows } = await pool.query<{ count: number }>(
      `SELECT count(*) AS count FROM "${table}" WHERE "${column}" = $1`,
      [value],
    );
    counts[table] = rows[0]?.count ?? 0;
  };
  await count('projects', 'id', projectId);
  for (const [table, columns] of catalog.tables) {
    const carrier =
      columns.find(({ name }) => name === 'project_id') ?? columns.find((column) => parentOf(catalog, column));
    if (carrier) await count(table, carrier.name, valueOf(catalog, carrier, projectId));
  }
  return counts;
}

async function readCatalog(client: pg.Pool | pg.PoolClient): Promise<Catalog> {
  const { rows: columns } = await client.query<Column>(COLUMNS);
  const { rows: references } = await client.query<Reference>(REFERENCES);
  const all = Map.groupBy(columns, ({ table }) => table);
  const carrying = new Set(
    [...all].filter(([, list]) => list.some(({ name }) => name === 'project_id')).map(([table]) => table),
  );
  const children = () =>
    references.filter(({ table, parent }) => !carrying.has(table) && (carrying.has(parent) || parent === 'projects'));
  for (let found = children(); found.length > 0; found = children()) found.forEach(({ table }) => carrying.add(table));
  carrying.delete('projects');
  return { tables: new Map([...all].filter(([table]) => carrying.has(table))), references };
}

/** The value that stands for the project in a column; in a reference, that of the row it refers to. */
function valueOf(catalog: Catalog, column: Column, projectId: string, mark = projectId): unknown {
  if (column.name === 'project_id') return projectId;
  const parent = parentOf(catalog, column);
  if (parent) return valueOf(catalog, parent, projectId, mark);
  if (column.choices) return column.choices[0];
  const text = `${column.table}.${column.name} of ${mark}`;
  if (column.type === 'text[]') return [text];
  if (/^(text|character varying)/.test(column.type)) return text;
  if (column.type === 'bytea') return Buffer.from(text);
  if (column.type === 'boolean') return true;
  if (column.type.startsWith('json')) return '{}';
  if (/^(timestamp|date)/.test(column.type)) return '2026-01-01T00:00:00Z';
  if (/^(bigint|integer|smallint|numeric|real|double)/.test(column.type)) return 1;
  if (column.type.endsWith('[]')) return '{}';
  throw new Error(`Say here what a column of type ${column.type} is filled with (${column.table}.${column.name})`);
}

/** The column of a table that carries a project, to which this one refers. */
function parentOf(catalog: Catalog, column: Column): Column | undefined {
  for (const { table, parent, columns, parentColumns } of catalog.references) {
    const place = table === column.table ? columns.indexOf(column.name) : -1;
    const found = catalog.tables.get(parent)?.find(({ name }) => name === parentColumns[place]);
    if (found && found !== column) return found;
  }
  return undefined;
}

/** Values of what a row refers to outside of the project: of any row that is there. */
async function outsideValues(client: pg.PoolClient, catalog: Catalog, table: string): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const reference of catalog.references.filter((one) => one.table === table && !catalog.tables.has(one.parent))) {
    if (reference.parent === 'projects') continue;
    const wanted = reference.parentColumns.map((name) => `"${name}"`).join(', ');
    const { rows } = await client.query<Record<string, unknown>>(`SELECT ${wanted} FROM "${reference.parent}" LIMIT 1`);
    reference.columns.forEach((name, index) => (values[name] = rows[0]?.[reference.parentColumns[index] ?? '']));
  }
  return values;
}

/** What has a default keeps it; of two columns of which a check allows one, the second is filled. */
const COLUMNS = `
  SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
    (SELECT array_agg(word[1]) FROM pg_constraint k, regexp_matches(pg_get_constraintdef(k.oid), '''([^'']+)''::text', 'g') word
       WHERE k.conrelid = c.oid AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum] AND pg_get_constraintdef(k.oid) LIKE '%ANY (ARRAY[%') AS choices
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND a.attidentity = ''
    AND (NOT a.atthasdef OR a.attname = 'project_id')
    AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c' AND cardinality(k.conkey) = 2
      AND k.conkey[1] = a.attnum AND pg_get_constraintdef(k.oid) LIKE '%IS NULL) <> (%')
  ORDER BY c.relname, a.attnum`;

const REFERENCES = `
  SELECT k.conrelid::regclass::text AS table, k.confrelid::regclass::text AS parent,
    (SELECT array_agg(a.attname::text ORDER BY i.n) FROM unnest(k.conkey) WITH ORDINALITY i (num, n)
       JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = i.num) AS columns,
    (SELECT array_agg(a.attname::text ORDER BY i.n) FROM unnest(k.confkey) WITH ORDINALITY i (num, n)
       JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = i.num) AS "parentColumns"
  FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace WHERE k.contype = 'f' AND n.nspname = 'public'`;
