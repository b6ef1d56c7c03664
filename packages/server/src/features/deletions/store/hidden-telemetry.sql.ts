import { z } from 'zod';
import type { ClickHouse } from '#platform/clickhouse/client';
import { dateTimeText } from '#platform/clickhouse/micros';
import { eraseProjectRows } from '#platform/clickhouse/erase-project-rows';
import { EMPTY, param, sql } from '#platform/clickhouse/sql';
import type { Clock } from '#platform/clock/clock';
import type { Sql } from '#platform/clickhouse/sql';

export type HiddenKind = 'trace' | 'score';
export type HiddenState = 'hidden' | 'restored' | 'purging' | 'purged';

/** An operation goes forward only, so that its state alone orders the versions, whoever writes them and how often. */
const VERSIONS: Record<HiddenState, number> = { hidden: 1, restored: 2, purging: 2, purged: 3 };

/**
 * The condition that an id is hidden by no operation. Where versions of a row may name different ids, it belongs outside
 * of the choice of the newest one; where they cannot, a feature declares it as a mask. Without a project, of all.
 */
export function notHidden(projectId: string | undefined, kind: HiddenKind, id: Sql): Sql {
  const isHidden = sql`kind = ${kind === 'trace' ? sql`'trace'` : sql`'score'`} AND state IN ('hidden', 'purging')`;
  if (projectId === undefined)
    return sql`(project_id, ${id}) NOT IN (SELECT project_id, id FROM hidden_telemetry FINAL WHERE ${isHidden})`;
  return sql`${id} NOT IN (SELECT id FROM hidden_telemetry FINAL
    WHERE project_id = ${param.string(projectId)} AND ${isHidden})`;
}

/** The condition that an id was removed for good, and does not come back while that is remembered. */
export function isGone(projectId: string, kind: HiddenKind, id: Sql): Sql {
  return sql`${id} IN (SELECT id FROM hidden_telemetry FINAL WHERE project_id = ${param.string(projectId)}
    AND kind = ${param.string(kind)} AND state IN ('purging', 'purged'))`;
}

/** The condition that an id is hidden by one operation. For reads that are not masked. */
export function hiddenBy(projectId: string, by: { deletionId: string; kind: HiddenKind; id: Sql }): Sql {
  return sql`${by.id} IN (SELECT id FROM hidden_telemetry FINAL WHERE project_id = ${param.string(projectId)}
    AND kind = ${param.string(by.kind)} AND deletion_id = ${param.string(by.deletionId)} AND state = 'hidden')`;
}

/** Those of the ids that some operation hides. */
export async function findHidden(
  ch: ClickHouse,
  of: { projectId: string; kind: HiddenKind; ids: readonly string[] },
): Promise<string[]> {
  if (of.ids.length === 0) return [];
  const rows = await ch.query({
    sql: sql`SELECT DISTINCT id FROM hidden_telemetry FINAL
      WHERE project_id = ${param.string(of.projectId)} AND kind = ${param.string(of.kind)}
        AND id IN ${param.strings(of.ids)} AND state IN ('hidden', 'purging')`,
    schema: z.object({ id: z.string() }),
    class: 'ui',
    who: 'deletions.among',
    projectId: of.projectId,
  });
  return rows.map(({ id }) => id);
}

export interface HiddenChange {
  projectId: string;
  deletionId: string;
  kind: HiddenKind;
  ids: readonly string[];
  state: HiddenState;
  atUs: number;
}

/** Resolves when every read honours it. May be repeated. */
export async function writeHidden(ch: ClickHouse, change: HiddenChange): Promise<void> {
  if (change.ids.length === 0) return;
  const row = {
    project_id: change.projectId,
    kind: change.kind,
    deletion_id: change.deletionId,
    state: change.state,
    changed_at: dateTimeText(change.atUs),
    version: VERSIONS[change.state],
  };
  const ndjson = Buffer.from(change.ids.map((id) => `${JSON.stringify({ ...row, id })}\n`).join(''));
  await ch.insert({
    table: 'hidden_telemetry',
    ndjson,
    class: 'ingest',
    who: 'deletions.hide',
    projectId: change.projectId,
  });
}

/** All that an operation hides goes on to the next state, in the store itself. May be repeated. */
export async function advanceHidden(
  ch: ClickHouse,
  advance: { projectId: string; deletionId: string; from: HiddenState; to: HiddenState },
): Promise<void> {
  await ch.command({
    sql: sql`INSERT INTO hidden_telemetry (project_id, kind, id, deletion_id, state, changed_at, version)
      SELECT project_id, kind, id, deletion_id, ${param.string(advance.to)}, now64(6), ${param.int(VERSIONS[advance.to])}
      FROM hidden_telemetry FINAL
      WHERE project_id = ${param.string(advance.projectId)} AND deletion_id = ${param.string(advance.deletionId)}
        AND state = ${param.string(advance.from)}`,
    class: 'purge',
    who: 'deletions.advance',
    projectId: advance.projectId,
  });
}

/** How much an operation holds in a state, by kind. */
export async function countHidden(
  ch: ClickHouse,
  of: { projectId: string; deletionId: string; states: readonly HiddenState[] },
): Promise<Record<HiddenKind, number>> {
  const rows = await ch.query({
    sql: sql`SELECT kind, count() AS n FROM hidden_telemetry FINAL
      WHERE project_id = ${param.string(of.projectId)} AND deletion_id = ${param.string(of.deletionId)}
        AND state IN ${param.strings(of.states)} GROUP BY kind`,
    schema: z.object({ kind: z.enum(['trace', 'score']), n: z.number() }),
    class: 'purge',
    who: 'deletions.count',
    projectId: of.projectId,
  });
  const counts = { trace: 0, score: 0 };
  for (const { kind, n } of rows) counts[kind] = n;
  return counts;
}

export interface HiddenIds {
  traceIds: string[];
  scoreIds: string[];
}

/** A part of what operations of a project hold in a state, in the order of the key; null when there is no more. */
export async function selectHidden(
  ch: ClickHouse,
  select: {
    projectId: string;
    deletionIds: readonly string[];
    states: readonly HiddenState[];
    after: string | null;
    limit: number;
  },
): Promise<(HiddenIds & { last: string }) | null> {
  const beyond = select.after === null ? EMPTY : sql` AND concat(kind, id) > ${param.string(select.after)}`;
  const rows = await ch.query({
    sql: sql`SELECT DISTINCT kind, id, concat(kind, id) AS place FROM hidden_telemetry FINAL
      WHERE project_id = ${param.string(select.projectId)} AND deletion_id IN ${param.strings(select.deletionIds)}
        AND state IN ${param.strings(select.states)}${beyond}
      ORDER BY place LIMIT ${param.int(select.limit)}`,
    schema: z.object({ kind: z.enum(['trace', 'score']), id: z.string(), place: z.string() }),
    class: 'purge',
    who: 'deletions.hidden',
    projectId: select.projectId,
  });
  const last = rows.at(-1);
  if (!last) return null;
  const idsOf = (kind: HiddenKind) => rows.filter((row) => row.kind === kind).map(({ id }) => id);
  return { traceIds: idsOf('trace'), scoreIds: idsOf('score'), last: last.place };
}

/** Those of the ids that are being purged or were, and stay gone. */
export async function selectTombstones(
  ch: ClickHouse,
  of: { projectId: string; kind: HiddenKind; ids: readonly string[] },
): Promise<string[]> {
  const rows = await ch.query({
    sql: sql`SELECT DISTINCT id FROM hidden_telemetry FINAL
      WHERE project_id = ${param.string(of.projectId)} AND kind = ${param.string(of.kind)}
        AND id IN ${param.strings(of.ids)} AND state IN ('purging', 'purged')`,
    schema: z.object({ id: z.string() }),
    class: 'ingest',
    who: 'deletions.tombstones',
    projectId: of.projectId,
  });
  return rows.map(({ id }) => id);
}

/** What an operation hid is remembered no longer: its ids may be used again. */
export async function forgetHidden(
  engines: { ch: ClickHouse; clock: Clock },
  of: { projectId: string; deletionId: string },
): Promise<void> {
  const where = sql`deletion_id = ${param.string(of.deletionId)}`;
  await eraseProjectRows(engines, {
    table: 'hidden_telemetry',
    projectId: of.projectId,
    where,
    who: 'deletions.forget',
  });
}
