import { z } from 'zod';
import type { ObservationChange, TraceChange } from '#domain/merge/change';
import type { ClickHouse } from '#platform/clickhouse/client';
import { param, sql } from '#platform/clickhouse/sql';
import { lookupParts } from './lookup-parts.ts';

export interface KnownChanges {
  /** By trace id. */
  traces: Map<string, TraceChange[]>;
  /** By observation id. */
  observations: Map<string, ObservationChange[]>;
  /** By trace id: observations that were said to belong to it. */
  members: Map<string, string[]>;
}

export interface TouchedEntities {
  projectId: string;
  observationIds: readonly string[];
  traceIds: readonly string[];
  /** Traces whose members are asked for as well. */
  memberTraceIds: readonly string[];
}

const Row = z.object({
  entity: z.enum(['trace', 'observation', 'member']),
  entity_id: z.string(),
  change_id: z.string(),
  change: z.string(),
});

/**
 * Everything ever said of the touched entities, looked up by the primary key. Duplicates that are not yet merged
 * come twice, which folding does not mind; so no FINAL. Runs where writes go: it must see what was just stored.
 */
export function readChangesSql(touched: TouchedEntities) {
  const ids = [...new Set([...touched.observationIds, ...touched.traceIds])];
  return sql`SELECT entity, entity_id, change_id, change FROM telemetry_changes
    WHERE project_id = ${param.string(touched.projectId)} AND entity_id IN ${param.strings(ids)}
      AND (entity != 'member' OR entity_id IN ${param.strings(touched.memberTraceIds)})`;
}

export async function readChanges(ch: ClickHouse, touched: TouchedEntities): Promise<KnownChanges> {
  const known: KnownChanges = { traces: new Map(), observations: new Map(), members: new Map() };
  for (const ids of lookupParts([...touched.observationIds, ...touched.traceIds])) {
    const rows = await ch.query({
      sql: readChangesSql(onlyOf(touched, new Set(ids))),
      schema: Row,
      class: 'ingest',
      who: 'traces.readChanges',
      projectId: touched.projectId,
    });
    for (const row of rows) addRow(known, row);
  }
  return known;
}

function onlyOf(touched: TouchedEntities, ids: ReadonlySet<string>): TouchedEntities {
  const within = (some: readonly string[]) => some.filter((id) => ids.has(id));
  return {
    projectId: touched.projectId,
    observationIds: within(touched.observationIds),
    traceIds: within(touched.traceIds),
    memberTraceIds: within(touched.memberTraceIds),
  };
}

function addRow(known: KnownChanges, row: z.output<typeof Row>): void {
  if (row.entity === 'member') push(known.members, row.entity_id, row.change_id);
  else if (row.entity === 'trace') push(known.traces, row.entity_id, JSON.parse(row.change) as TraceChange);
  else push(known.observations, row.entity_id, JSON.parse(row.change) as ObservationChange);
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
