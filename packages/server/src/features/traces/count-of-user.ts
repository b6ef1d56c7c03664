import { countScores } from '#features/scores';
import type { ProjectCtx } from '#kernel/ctx';
import { queryClassOf } from '#kernel/query-class-of';
import { everything } from '#platform/clickhouse/project-scope';
import { param, sql } from '#platform/clickhouse/sql';
import { countRows } from './store/count-rows.sql.ts';
import { scoreOfTraceSql, tracesOfUserSql } from './store/score-traces.sql.ts';

export interface CountsOfUser {
  traces: number;
  observations: number;
  scores: number;
}

/** What belongs to the traces of a user id. */
export async function countOfUser(ctx: ProjectCtx, userId: string): Promise<CountsOfUser> {
  const { ch, projectId } = ctx;
  const queryClass = queryClassOf(ctx.actor);
  const scope = everything(projectId);
  const [traces, observations, scores] = await Promise.all([
    countRows(ch, { table: 'traces', scope, where: sql`user_id = ${param.string(userId)}` }, queryClass),
    countRows(ch, { table: 'observations', scope, where: tracesOfUserSql({ projectId, userId }) }, queryClass),
    countScores(ch, { scope, where: scoreOfTraceSql({ projectId, userId, tags: [] }) }, queryClass),
  ]);
  return { traces, observations, scores };
}
