import { z } from 'zod';
import { Filter } from '../filter.ts';
import type { Condition, Operator } from '../filter.ts';

/** The column names of the compatible filter, by the product's column. */
export type ColumnAliases = Readonly<Record<string, string>>;

const LegacyCondition = z.object({
  type: z.enum([
    'datetime',
    'string',
    'number',
    'stringOptions',
    'categoryOptions',
    'arrayOptions',
    'stringObject',
    'numberObject',
    'booleanObject',
    'boolean',
    'null',
  ]),
  column: z.string().min(1).max(64),
  operator: z.string().max(32),
  value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).nullish(),
  key: z.string().max(500).nullish(),
});
type LegacyCondition = z.infer<typeof LegacyCondition>;

/**
 * The query parameter `filter`: JSON text of the compatible array of conditions (all must hold), or of the product's
 * own nested form. Anything else is an issue of the query.
 */
export function filterParameter(aliases: ColumnAliases) {
  return z
    .string()
    .max(100_000)
    .describe('Conditions as a JSON array of {type, column, operator, value, key}, or a nested and/or/not group.')
    .transform((text, issues) => {
      const json = parseJson(text);
      const parsed = Array.isArray(json) ? z.array(LegacyCondition).max(100).safeParse(json) : Filter.safeParse(json);
      if (parsed.success) {
        return Array.isArray(parsed.data) ? { and: parsed.data.map((one) => toFilter(one, aliases)) } : parsed.data;
      }
      issues.addIssue({ code: 'custom', message: `Not a filter: ${z.prettifyError(parsed.error)}` });
      return z.NEVER;
    });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toFilter(legacy: LegacyCondition, aliases: ColumnAliases): Filter {
  const column = (Object.hasOwn(aliases, legacy.column) ? aliases[legacy.column] : null) ?? legacy.column;
  const op = (legacy.operator === '<>' ? '!=' : legacy.operator) as Operator;
  const key = legacy.key ? { key: legacy.key } : {};
  if (legacy.type === 'null') return { column, op, ...key };
  const value = legacy.value ?? '';
  if (column === 'metadata' && Array.isArray(value)) return anyValue({ column, ...key, values: value, op });
  return { column, op, ...key, value };
}

/** An entry of metadata has one value, so "any of" is one test per value. */
function anyValue(test: { column: string; key?: string; values: string[]; op: Operator }): Filter {
  const { values, op, ...place } = test;
  const equals = values.map((value): Condition => ({ ...place, op: '=', value }));
  return op === 'none of' ? { not: { or: equals } } : { or: equals };
}

/** Columns that a filter tests: simple query parameters on the same columns give way to it. */
export function columnsOf(filter: Filter): Set<string> {
  if ('column' in filter) return new Set([filter.column]);
  const parts = 'and' in filter ? filter.and : 'or' in filter ? filter.or : [filter.not];
  return new Set(parts.flatMap((part) => [...columnsOf(part)]));
}
