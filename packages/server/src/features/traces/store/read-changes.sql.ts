import { z } from 'zod';
import type { ObservationChange, TraceChange } from '#domain/merge/change';
import type { ClickHouse } from '#platform/clickhouse/client';
import { param, sql } from '#platform/clickhouse/sql';
import { lookupParts, MAX_PARAMETER_BYTES } from './lookup-parts.ts';

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
  /** By entity id: changes that whoever asks has in hand. What they say, most of the bytes, is not read. */
  inHand: ReadonlyMap<string, readonly string[]>;
}

const Row = z.object({
  entity: z.enum(['trace', 'observation', 'member']),
  entity_id: z.string(),
  change_id: z.string(),
  change: z.string(),
});

/**
 * Everything ever said of the touched entities that is not in hand, looked up by the primary key. The engine looks at
 * ids first and reads what a change says only where one is left. Duplicates that are not yet merged come twice, which
 * folding does not mind; so no FINAL. Runs where writes go: it must see what was just stored.
 */
export function readChangesSql(touched: TouchedEntities) {
  const { observationIds, traceIds, memberTraceIds } = touched;
  const ids = [...new Set([...observationIds, ...traceIds])];
  return sql`SELECT entity, entity_id, change_id, change FROM telemetry_changes
    PREWHERE project_id = ${param.string(touched.projectId)} AND entity_id IN ${param.strings(ids)}
      AND if(entity = 'member',
        entity_id IN ${param.strings(memberTraceIds)} AND change_id NOT IN ${param.strings(observationIds)},
        change_id NOT IN ${param.strings(inHandOf(touched, ids))})`;
}

/** As many as a parameter takes: the others are read, and found to be known. */
function inHandOf({ inHand }: TouchedEntities, ids: readonly string[]): readonly string[] {
  return lookupParts(ids.flatMap((id) => inHand.get(id) ?? []))[0] ?? [];
}

export async function readChanges(ch: ClickHouse, touched: TouchedEntities): Promise<KnownChanges> {
  const known: KnownChanges = { traces: new Map(), observations: new Map(), members: new Map() };
  // Half of what a parameter takes, since the ids of changes, which are longer, have to fit into another.
  for (const ids of lookupParts([...touched.observationIds, ...touched.traceIds], MAX_PARAMETER_BYTES / 2)) {
    const rows = await ch.query({
      sql: readChangesSql(onlyOf(touched, new Set(ids))),
      schema: Row,
      class: 'ingest',
      who: 'traces.readChanges',
      projectId: touched.projectId,
    });
    for (const row of rows) addRow(known, row, touched.projectId);
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
    inHand: touched.inHand,
  };
}

/** Whose change it is, is what its row says: one that was imported was made in another project. */
function addRow(known: KnownChanges, row: z.output<typeof Row>, projectId: string): void {
  const change = () => ({ ...(JSON.parse(row.change) as object), projectId, entityId: row.entity_id });
  if (row.entity === 'member') push(known.members, row.entity_id, row.change_id);
  else if (row.entity === 'trace') push(known.traces, row.entity_id, change() as TraceChange);
  else push(known.observations, row.entity_id, change() as ObservationChange);
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
