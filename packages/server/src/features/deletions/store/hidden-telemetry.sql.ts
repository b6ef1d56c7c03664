import type { ClickHouse } from '#platform/clickhouse/client';
import { dateTimeText } from '#platform/clickhouse/micros';
import { param, sql } from '#platform/clickhouse/sql';
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

/** Resolves when no row is visible any more. */
export async function eraseHidden(ch: ClickHouse, projectId: string): Promise<void> {
  await ch.command({
    sql: sql`DELETE FROM hidden_telemetry WHERE project_id = ${param.string(projectId)} SETTINGS lightweight_deletes_sync = 2`,
    class: 'purge',
    who: 'deletions.erase',
    projectId,
  });
}
