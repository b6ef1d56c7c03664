import type { QueryClass } from '#platform/clickhouse/query-class';
import type { Actor } from './ctx.ts';

/** A person waits for an answer, a program can wait a little longer: which limits a read of theirs has. */
export function queryClassOf(actor: Actor): QueryClass {
  return actor.kind === 'user' ? 'ui' : 'api';
}
