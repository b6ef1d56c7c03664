import { z } from 'zod';

/** Operators by the kind of column they apply to. The one list behind the filter bar, REST filters and SQL. */
export const OPERATORS = {
  string: [
    '=',
    '!=',
    'contains',
    'does not contain',
    'starts with',
    'ends with',
    'any of',
    'none of',
    'is null',
    'is not null',
  ],
  text: ['contains', 'does not contain', 'matches', '=', '!=', 'starts with', 'ends with', 'is null', 'is not null'],
  enum: ['=', '!=', 'any of', 'none of'],
  number: ['=', '!=', '>', '>=', '<', '<=', 'is null', 'is not null'],
  datetime: ['>', '>=', '<', '<='],
  boolean: ['=', '!='],
  tags: ['any of', 'none of', 'all of', 'is null', 'is not null'],
  metadata: [
    '=',
    '!=',
    'contains',
    'does not contain',
    'starts with',
    'ends with',
    '>',
    '>=',
    '<',
    '<=',
    'is null',
    'is not null',
  ],
  scores: ['=', '!=', '>', '>=', '<', '<=', 'any of', 'none of', 'is null', 'is not null'],
} as const;

export type ColumnKind = keyof typeof OPERATORS;
export type Operator = (typeof OPERATORS)[ColumnKind][number];

const ALL_OPERATORS = [...new Set(Object.values(OPERATORS).flat())] as [Operator, ...Operator[]];

/**
 * One test of one column. `key` names the entry for columns that hold many (`metadata`, `scores`): a metadata path in
 * dots, or a score's name. `value` is absent for `is null` and `is not null`; datetimes are ISO 8601 with an offset.
 */
export const Condition = z.strictObject({
  column: z.string().min(1).max(64),
  key: z.string().min(1).max(500).optional(),
  op: z.enum(ALL_OPERATORS),
  value: z.union([z.string().max(10_000), z.number(), z.boolean(), z.array(z.string().max(1000)).max(500)]).optional(),
});
export type Condition = z.infer<typeof Condition>;

/** A filter: a condition, or a nested and/or/not group. An empty `and` is always true, an empty `or` never. */
export type Filter = Condition | { and: Filter[] } | { or: Filter[] } | { not: Filter };

const MAX_FILTER_DEPTH = 8;
const MAX_FILTER_CONDITIONS = 100;

const Node: z.ZodType<Filter> = z.lazy(() =>
  z.union([
    Condition,
    z.strictObject({ and: z.array(Node).max(MAX_FILTER_CONDITIONS) }),
    z.strictObject({ or: z.array(Node).max(MAX_FILTER_CONDITIONS) }),
    z.strictObject({ not: Node }),
  ]),
);

export const Filter: z.ZodType<Filter> = Node.superRefine((filter, issue) => {
  const size = measure(filter);
  if (size.depth > MAX_FILTER_DEPTH)
    issue.addIssue({ code: 'custom', message: `A filter nests at most ${MAX_FILTER_DEPTH} groups deep` });
  if (size.conditions > MAX_FILTER_CONDITIONS)
    issue.addIssue({ code: 'custom', message: `A filter has at most ${MAX_FILTER_CONDITIONS} conditions` });
});

function measure(filter: Filter): { depth: number; conditions: number } {
  if ('column' in filter) return { depth: 0, conditions: 1 };
  const parts = ('and' in filter ? filter.and : 'or' in filter ? filter.or : [filter.not]).map(measure);
  return {
    depth: 1 + Math.max(0, ...parts.map((part) => part.depth)),
    conditions: parts.reduce((sum, part) => sum + part.conditions, 0),
  };
}
