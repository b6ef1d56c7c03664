import { z } from 'zod';
import type { Engines } from '#kernel/ctx';
import type { TelemetryIds } from '#kernel/feature';
import { countRowsLeft } from '#platform/clickhouse/count-rows-left';
import { eraseProjectRows } from '#platform/clickhouse/erase-project-rows';
import { param, sql } from '#platform/clickhouse/sql';

const WHO = 'scores.purge';
const AT_ONCE = 50_000;

/** Scores by id, and those whose newest version is of one of the traces: by their ids, or an older version came back. */
export async function purgeScores(engines: Pick<Engines, 'ch' | 'clock'>, telemetry: TelemetryIds): Promise<void> {
  const { projectId, scoreIds } = telemetry;
  if (scoreIds.length > 0) await purge(engines, projectId, scoreIds);
  let before: readonly string[] = [];
  for (;;) {
    const found = await scoresOfTraces(engines, telemetry);
    if (found.length === 0) return;
    if (found[0] === before[0]) throw new Error('Scores of the traces are still there after they were removed');
    await purge(engines, projectId, found);
    before = found;
  }
}

export async function countScoresLeft(engines: Pick<Engines, 'ch'>, telemetry: TelemetryIds): Promise<number> {
  const ids = [...telemetry.scoreIds, ...(await scoresOfTraces(engines, telemetry))];
  if (ids.length === 0) return 0;
  return countRowsLeft(engines.ch, { table: 'scores', projectId: telemetry.projectId, where: whereIds(ids), who: WHO });
}

function purge(engines: Pick<Engines, 'ch' | 'clock'>, projectId: string, ids: readonly string[]) {
  return eraseProjectRows(engines, { table: 'scores', projectId, where: whereIds(ids), who: WHO });
}

function whereIds(ids: readonly string[]) {
  return sql`id IN ${param.strings(ids)}`;
}

async function scoresOfTraces({ ch }: Pick<Engines, 'ch'>, { projectId, traceIds }: TelemetryIds): Promise<string[]> {
  if (traceIds.length === 0) return [];
  const project = sql`project_id = ${param.string(projectId)}`;
  const ofTrace = sql`trace_id IN ${param.strings(traceIds)}`;
  const rows = await ch.query({
    sql: sql`SELECT id FROM (
      SELECT id, trace_id FROM scores WHERE ${project} AND id IN (SELECT id FROM scores WHERE ${project} AND ${ofTrace})
      ORDER BY row_version DESC, ingested_at DESC LIMIT 1 BY id)
      WHERE ${ofTrace} ORDER BY id LIMIT ${param.int(AT_ONCE)}`,
    schema: z.object({ id: z.string() }),
    class: 'purge',
    who: WHO,
    projectId,
  });
  return rows.map(({ id }) => id);
}
