import type { ListScope } from '@tidemark/contract/columns/list-input';
import { AppError } from '#domain/errors';
import { parseMicros } from '#platform/clickhouse/micros';
import type { ProjectScope } from '#platform/clickhouse/project-scope';

/** The part of a project's history that a list was asked for. */
export function scopeOf(projectId: string, range: Pick<ListScope, 'from' | 'to'>): ProjectScope {
  return { projectId, fromUs: microsOf(range.from), toUs: microsOf(range.to) };
}

/** Null for nothing; rejects with `invalid` what is no time. */
function microsOf(iso: string | null | undefined): number | null {
  if (iso === null || iso === undefined) return null;
  const micros = parseMicros(iso);
  if (micros === null) throw new AppError('invalid', `"${iso}" is not a time; write ISO 8601 with an offset`);
  return micros;
}
