import { param, sql, us } from './sql.ts';
import type { Sql } from './sql.ts';

/** Whose rows, and of which time. Both bounds have to be said, so that a query over all of history is a decision. */
export interface ProjectScope {
  projectId: string;
  /** Inclusive, microseconds; null for the beginning. */
  fromUs: number | null;
  /** Exclusive, microseconds; null for the end. */
  toUs: number | null;
}

/** All of a project's history. */
export function everything(projectId: string): ProjectScope {
  return { projectId, fromUs: null, toUs: null };
}

/** The scope made wider on both sides, for rows that belong to those in scope but happen before or after them. */
export function widen(scope: ProjectScope, by: { beforeUs: number; afterUs: number }): ProjectScope {
  return {
    projectId: scope.projectId,
    fromUs: scope.fromUs === null ? null : scope.fromUs - by.beforeUs,
    toUs: scope.toUs === null ? null : scope.toUs + by.afterUs,
  };
}

/** The condition every query of a project's telemetry begins with; `time` is the table's event time. */
export function inScope(scope: ProjectScope, time: Sql): Sql {
  const from = scope.fromUs === null ? sql`` : sql` AND ${time} >= ${us(scope.fromUs)}`;
  const to = scope.toUs === null ? sql`` : sql` AND ${time} < ${us(scope.toUs)}`;
  return sql`project_id = ${param.string(scope.projectId)}${from}${to}`;
}
