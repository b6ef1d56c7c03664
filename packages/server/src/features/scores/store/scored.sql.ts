import type { Condition } from '@tidemark/contract/filter';
import { AppError } from '#domain/errors';
import { keyOf, numberOf, textsOf } from '#kernel/compare-to-sql';
import { param, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { ofVisibleTrace } from './visible.ts';

/**
 * Condition on an id column: the trace, observation or session has a score of the condition's name that fits. Several
 * numeric scores of one name count by their average. Negations include what has no score of that name.
 */
export function scoredSql(
  subject: { projectId: string; kind: 'trace' | 'observation' | 'session'; id: Sql },
  condition: Condition,
): Sql {
  const column = { trace: sql`trace_id`, observation: sql`observation_id`, session: sql`session_id` }[subject.kind];
  const { having, isNegated } = testOf(condition);
  const scored = sql`SELECT ${column} FROM scores FINAL
      WHERE project_id = ${param.string(subject.projectId)} AND name = ${param.string(keyOf(condition))} AND ${column} != ''
        AND ${ofVisibleTrace(subject.projectId)}
      GROUP BY ${column} HAVING ${having}`;
  return isNegated ? sql`${subject.id} NOT IN (${scored})` : sql`${subject.id} IN (${scored})`;
}

function testOf(condition: Condition): { having: Sql; isNegated: boolean } {
  switch (condition.op) {
    case 'is null':
      return { having: sql`count() > 0`, isNegated: true };
    case 'is not null':
      return { having: sql`count() > 0`, isNegated: false };
    case 'any of':
      return { having: hasLabel(textsOf(condition)), isNegated: false };
    case 'none of':
      return { having: hasLabel(textsOf(condition)), isNegated: true };
    case '=':
      return { having: equals(condition), isNegated: false };
    case '!=':
      return { having: equals(condition), isNegated: true };
    case '>':
      return { having: sql`avg(value) > ${param.float(numberOf(condition))}`, isNegated: false };
    case '>=':
      return { having: sql`avg(value) >= ${param.float(numberOf(condition))}`, isNegated: false };
    case '<':
      return { having: sql`avg(value) < ${param.float(numberOf(condition))}`, isNegated: false };
    case '<=':
      return { having: sql`avg(value) <= ${param.float(numberOf(condition))}`, isNegated: false };
    default:
      throw new AppError('invalid', `Scores cannot be filtered with "${condition.op}"`);
  }
}

/** A number means the value, true and false mean 1 and 0, other text means the label. */
function equals(condition: Condition): Sql {
  if (typeof condition.value === 'boolean') return sql`avg(value) = ${param.float(condition.value ? 1 : 0)}`;
  if (typeof condition.value === 'number') return sql`avg(value) = ${param.float(condition.value)}`;
  return hasLabel(textsOf(condition));
}

function hasLabel(labels: readonly string[]): Sql {
  return sql`countIf(string_value IN ${param.strings(labels)}) > 0`;
}
