import { param, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { CURRENT_TRACES } from './tables.ts';

export interface TracesOfScores {
  projectId: string;
  userId: string | undefined;
  /** A trace has to have all of them. */
  tags: readonly string[];
}

/** Condition on scores by what their traces carry; without a time bound, since a score may come long after its trace. */
export function scoreOfTraceSql({ projectId, userId, tags }: TracesOfScores): Sql {
  if (userId === undefined && tags.length === 0) return sql`1`;
  const isOfUser = userId === undefined ? sql`` : sql` AND user_id = ${param.string(userId)}`;
  const hasTags = tags.length === 0 ? sql`` : sql` AND hasAll(tags, ${param.strings(tags)})`;
  return sql`trace_id IN (SELECT id FROM ${CURRENT_TRACES} WHERE project_id = ${param.string(projectId)}${isOfUser}${hasTags})`;
}

/** The same condition on observations, by the user alone. */
export function tracesOfUserSql({ projectId, userId }: { projectId: string; userId: string }): Sql {
  return scoreOfTraceSql({ projectId, userId, tags: [] });
}
