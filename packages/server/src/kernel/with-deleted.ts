import { AppError } from '#domain/errors';
import type { ClickHouse } from '#platform/clickhouse/client';
import type { ProjectCtx } from './ctx.ts';

/** The store as a read sees it: with what was deleted and can still come back, for those alone who may bring it back. */
export function storeOf(
  ctx: Pick<ProjectCtx, 'ch' | 'actor'>,
  { includeDeleted }: { includeDeleted: boolean },
): ClickHouse {
  const { ch, actor } = ctx;
  if (!includeDeleted) return ch;
  if (!actor.may('trash:restore'))
    throw new AppError('forbidden', 'What was deleted is shown to those who may restore it');
  return {
    ...ch,
    query: (request) => ch.query({ ...request, unmasked: true }),
    stream: (request) => ch.stream({ ...request, unmasked: true }),
  };
}
