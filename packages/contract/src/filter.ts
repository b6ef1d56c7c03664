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

const MAX_DEPTH = 8;
const MAX_CONDITIONS = 100;
/** More would only repeat what is wrong: a refusal must not be longer than what it refuses. */
const MAX_PROBLEMS = 5;

export const Filter = filterWithin({ depth: MAX_DEPTH, conditions: MAX_CONDITIONS });

/** A filter of a person or program together with what the server adds to it: simple parameters, one group around all. */
export const CombinedFilter = filterWithin({ depth: MAX_DEPTH + 1, conditions: 2 * MAX_CONDITIONS });

interface FilterLimits {
  depth: number;
  conditions: number;
}

/**
 * Reads group by group instead of by a union of shapes: a stranger's nesting is counted before it is followed, and the
 * first problems are named where they are, not once for every shape that did not fit.
 */
function filterWithin(limits: FilterLimits): z.ZodType<Filter> {
  return z.unknown().transform((raw, issues): Filter => {
    const problems: Problem[] = [];
    const filter = readFilter(raw, { limits, problems, path: [], depth: 0, count: { conditions: 0 } });
    for (const { message, path } of problems) issues.addIssue({ code: 'custom', message, path });
    return problems.length > 0 ? z.NEVER : filter;
  });
}

interface Problem {
  message: string;
  path: PropertyKey[];
}

interface Reading {
  limits: FilterLimits;
  problems: Problem[];
  path: PropertyKey[];
  /** Groups around this place. */
  depth: number;
  count: { conditions: number };
}

const NOTHING: Filter = { and: [] };

function readFilter(raw: unknown, reading: Reading): Filter {
  if (reading.problems.length >= MAX_PROBLEMS) return NOTHING;
  const group = groupOf(raw);
  if (group === null) return readCondition(raw, reading);
  const { name, parts } = group;
  if (reading.depth >= reading.limits.depth)
    return refuse(reading, `A filter nests at most ${reading.limits.depth} groups deep`);
  const within = (part: unknown, ...step: PropertyKey[]) =>
    readFilter(part, { ...reading, depth: reading.depth + 1, path: [...reading.path, ...step] });
  if (name === 'not') return { not: within(parts, name) };
  if (!Array.isArray(parts)) return refuse(reading, `"${name}" takes a list of filters`);
  const filters = parts.map((part, index) => within(part, name, index));
  return name === 'and' ? { and: filters } : { or: filters };
}

function readCondition(raw: unknown, reading: Reading): Filter {
  reading.count.conditions += 1;
  if (reading.count.conditions > reading.limits.conditions)
    return refuse({ ...reading, path: [] }, `A filter has at most ${reading.limits.conditions} conditions`);
  const condition = Condition.safeParse(raw);
  if (condition.success) return condition.data;
  for (const issue of condition.error.issues)
    refuse({ ...reading, path: [...reading.path, ...issue.path] }, issue.message);
  return NOTHING;
}

/** A group has its name and nothing beside it. */
function groupOf(raw: unknown): { name: 'and' | 'or' | 'not'; parts: unknown } | null {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return null;
  const [first, ...others] = Object.entries(raw);
  if (first === undefined || others.length > 0) return null;
  const [name, parts] = first;
  return name === 'and' || name === 'or' || name === 'not' ? { name, parts } : null;
}

function refuse({ problems, path }: Reading, message: string): Filter {
  const isKnown = problems.some((problem) => problem.message === message && problem.path.length === 0);
  if (problems.length < MAX_PROBLEMS && !isKnown) problems.push({ message, path });
  return NOTHING;
}
