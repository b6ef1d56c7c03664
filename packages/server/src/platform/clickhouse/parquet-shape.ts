import { z } from 'zod';
import type { ClickHouse } from './client.ts';
import { FILE } from './file-of-rows.ts';
import type { FileColumns, FileOfRows } from './file-of-rows.ts';
import type { Asker } from './query-class.ts';
import { sql } from './sql.ts';

/** Where a value lies in a Parquet file, and as what. https://parquet.apache.org/docs/file-format/metadata/ */
export interface ParquetLeaf {
  /** `tags.list.element`. */
  path: string;
  physical: string;
  logical: string;
  /** How many of the things around it may be absent, and how many may come more than once. */
  definition: number;
  repetition: number;
}

export interface ParquetShape {
  rows: number;
  /** What its foot says that it unpacks to. */
  unpackedBytes: number;
  leaves: ParquetLeaf[];
}

/** The engine wants the whole of a column's description, or none of it. */
const METADATA: FileColumns = {
  num_rows: 'UInt64',
  total_uncompressed_size: 'UInt64',
  columns:
    'Array(Tuple(name String, path String, max_definition_level UInt64, max_repetition_level UInt64, physical_type String, logical_type String, compression String, total_uncompressed_size UInt64, total_compressed_size UInt64, space_saved String, encodings Array(String)))',
};

const Row = z.object({
  num_rows: z.number(),
  total_uncompressed_size: z.number(),
  leaves: z.array(
    z
      .tuple([z.string(), z.string(), z.string(), z.number(), z.number()])
      .transform(([path, physical, logical, definition, repetition]) => ({
        path,
        physical,
        logical: logical.replace(/^Timestamp\(.*timeUnit=(\w+).*\)$/, 'Timestamp($1)'),
        definition,
        repetition,
      })),
  ),
});

/** What the foot of a Parquet file says of it. Rejects with `invalid` when it has none. */
export async function parquetShape(
  ch: ClickHouse,
  file: Pick<FileOfRows, 'open'>,
  asker: Asker,
): Promise<ParquetShape> {
  const [row] = await ch.queryFile({
    sql: sql`SELECT num_rows, total_uncompressed_size, arrayMap(one -> (one.path, one.physical_type, one.logical_type,
      one.max_definition_level, one.max_repetition_level), columns) AS leaves FROM ${FILE}`,
    schema: Row,
    file: { format: 'ParquetMetadata', columns: METADATA, open: file.open },
    class: 'purge',
    ...asker,
  });
  if (!row) throw new Error('The engine says nothing of a Parquet file');
  return { rows: row.num_rows, unpackedBytes: row.total_uncompressed_size, leaves: row.leaves };
}

/** How the engine writes columns of these types. */
export function leavesOf(columns: FileColumns): ParquetLeaf[] {
  return Object.entries(columns).flatMap(([name, type]) => leavesOfType(name, type, { definition: 0, repetition: 0 }));
}

function leavesOfType(
  path: string,
  type: string,
  levels: Pick<ParquetLeaf, 'definition' | 'repetition'>,
): ParquetLeaf[] {
  const [, outer = '', inner = ''] = /^(\w+)\((.*)\)$/.exec(type) ?? [];
  const more = { definition: levels.definition + 1, repetition: levels.repetition + 1 };
  if (outer === 'LowCardinality') return leavesOfType(path, inner, levels);
  if (outer === 'Nullable') return leavesOfType(path, inner, { ...levels, definition: levels.definition + 1 });
  if (outer === 'Array') return leavesOfType(`${path}.list.element`, inner, more);
  if (outer === 'Map') {
    const [key = '', value = ''] = splitAll(inner);
    return [
      ...leavesOfType(`${path}.key_value.key`, key, more),
      ...leavesOfType(`${path}.key_value.value`, value, more),
    ];
  }
  if (outer === 'Tuple')
    return splitAll(inner).flatMap((field) => {
      const at = field.indexOf(' ');
      return leavesOfType(`${path}.${field.slice(0, at)}`, field.slice(at + 1), levels);
    });
  const plain = PLAIN[type];
  if (!plain) throw new TypeError(`No form in Parquet is known for the type ${type}`);
  return [{ path, physical: plain[0], logical: plain[1], ...levels }];
}

/** At the commas that stand in no brackets. */
function splitAll(list: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const letter of list) {
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (letter === ',' && depth === 0) parts.push('');
    else parts.push((parts.pop() ?? '') + letter);
  }
  return parts.map((part) => part.trim());
}

const PLAIN: Readonly<Record<string, readonly [physical: string, logical: string]>> = {
  String: ['BYTE_ARRAY', 'String'],
  Bool: ['BOOLEAN', 'None'],
  UInt32: ['INT32', 'Int(bitWidth=32, isSigned=false)'],
  UInt64: ['INT64', 'Int(bitWidth=64, isSigned=false)'],
  Float64: ['DOUBLE', 'None'],
  "DateTime64(6, 'UTC')": ['INT64', 'Timestamp(microseconds)'],
  'Decimal(18, 12)': ['FIXED_LEN_BYTE_ARRAY', 'Decimal(precision=18, scale=12)'],
};
