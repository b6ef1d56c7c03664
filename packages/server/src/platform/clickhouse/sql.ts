/**
 * SQL whose holes take only typed parameters or other fragments, so that text from a caller can never become part of
 * a statement. Values travel beside the statement as ClickHouse query parameters.
 */
class Param {
  readonly type: string;
  readonly value: unknown;
  constructor(type: string, value: unknown) {
    this.type = type;
    this.value = value;
  }
}

class Fragment {
  readonly parts: readonly (string | Param)[];
  constructor(parts: readonly (string | Param)[]) {
    this.parts = parts;
  }
}

export type SqlParam = Param;
export type Sql = Fragment;

/** Composes a fragment: sql`SELECT ${column} FROM t WHERE id = ${param.string(id)}`. */
export function sql(texts: TemplateStringsArray, ...holes: readonly (Sql | SqlParam)[]): Sql {
  const parts: (string | Param)[] = [];
  texts.forEach((text, index) => {
    parts.push(text);
    const hole = holes[index];
    if (hole instanceof Fragment) parts.push(...hole.parts);
    else if (hole instanceof Param) parts.push(hole);
    else if (index < holes.length) throw new TypeError('A hole of sql`` takes a parameter or a fragment');
  });
  return new Fragment(parts);
}

export const EMPTY = sql``;

/** Fragments one after another with a fragment between them. */
export function joinSql(fragments: readonly Sql[], separator: Sql): Sql {
  return new Fragment(fragments.flatMap((fragment, index) => [...(index ? separator.parts : []), ...fragment.parts]));
}

export function allOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`1` : sql`(${joinSql(conditions, sql` AND `)})`;
}

export function anyOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`0` : sql`(${joinSql(conditions, sql` OR `)})`;
}

/** The typed values a statement may carry. */
export const param = {
  string: (value: string) => new Param('String', value),
  strings: (values: readonly string[]) => new Param('Array(String)', [...values]),
  int: (value: number) => new Param('Int64', Math.trunc(value)),
  ints: (values: readonly number[]) => new Param('Array(Int64)', values.map(Math.trunc)),
  float: (value: number) => new Param('Float64', value),
  bool: (value: boolean) => new Param('Bool', value),
  /** A number with its exact decimals, as text. */
  decimal: (value: string) => new Param('Decimal(38, 12)', value),
};

/** A time given in microseconds, as the column type of every event time. */
export function us(value: number): Sql {
  return sql`fromUnixTimestamp64Micro(${param.int(value)}, 'UTC')`;
}

export interface RenderedSql {
  text: string;
  params: Record<string, unknown>;
}

/**
 * The engine refuses a parameter over 128 KiB. A statement whose values come near that carries them as literals, whose
 * escaping is that of the parameters themselves.
 */
const MAX_PARAMS_LENGTH = 64 * 1024;

/** The statement with numbered parameters, as it is sent; equal values of equal type share a number. */
export function renderSql(fragment: Sql): RenderedSql {
  const params: Record<string, unknown> = {};
  const names = new Map<string, string>();
  let length = 0;
  const text = fragment.parts.map((part) => {
    if (typeof part === 'string') return part;
    const identity = `${part.type} ${JSON.stringify(part.value)}`;
    const name = names.get(identity) ?? `p${names.size + 1}`;
    if (!names.has(identity)) length += identity.length;
    names.set(identity, name);
    params[name] = part.value;
    return `{${name}:${part.type}}`;
  });
  if (length > MAX_PARAMS_LENGTH) return { text: renderWithLiterals(fragment), params: {} };
  return { text: text.join('').trim(), params };
}

/** The statement with its values written into it, for the few places that take no parameters. */
export function renderWithLiterals(fragment: Sql): string {
  const text = fragment.parts.map((part) =>
    typeof part === 'string' ? part : `CAST(${literal(part.value)}, '${part.type}')`,
  );
  return text.join('').trim();
}

function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'string') return String(value);
  return `'${value.replaceAll(/['\\]/g, '\\$&').replaceAll('\0', '\\0')}'`;
}
