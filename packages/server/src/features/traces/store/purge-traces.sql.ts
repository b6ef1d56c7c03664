import { z } from 'zod';
import type { Engines } from '#kernel/ctx';
import { countRowsLeft } from '#platform/clickhouse/count-rows-left';
import { eraseProjectRows } from '#platform/clickhouse/erase-project-rows';
import { param, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';

export interface TracesToPurge {
  projectId: string;
  traceIds: readonly string[];
}

const WHO = 'traces.purge';

/** By the key of the trace, so that no version is left behind, and without a bound of time: a sender's clock may be wild. */
function rowsOf({ traceIds }: TracesToPurge): { table: string; where: Sql }[] {
  const ids = param.strings(traceIds);
  return [
    { table: 'telemetry_changes', where: sql`entity IN ('trace', 'member') AND entity_id IN ${ids}` },
    { table: 'observations', where: sql`trace_id IN ${ids}` },
    { table: 'traces', where: sql`id IN ${ids}` },
  ];
}

/** Changes go first, while the steps still say which are theirs: what is folded from them could otherwise come back. */
export async function purgeTraces(engines: Pick<Engines, 'ch' | 'clock'>, traces: TracesToPurge): Promise<void> {
  const { projectId } = traces;
  if (traces.traceIds.length === 0) return;
  await purgeChangesOfSteps(engines, traces);
  for (const rows of rowsOf(traces)) await eraseProjectRows(engines, { ...rows, projectId, who: WHO });
}

export async function countTracesLeft(
  engines: Pick<Engines, 'ch'>,
  traces: TracesToPurge,
): Promise<Record<string, number>> {
  const left: Record<string, number> = {};
  if (traces.traceIds.length === 0) return left;
  for (const { table, where } of rowsOf(traces))
    left[table] = await countRowsLeft(engines.ch, { table, where, projectId: traces.projectId, who: WHO });
  return left;
}

const STEPS_AT_ONCE = 20_000;

/** A step that was moved to another trace is that trace's now, and so is all that was ever said of it. */
async function purgeChangesOfSteps(engines: Pick<Engines, 'ch' | 'clock'>, { projectId, traceIds }: TracesToPurge) {
  const project = sql`project_id = ${param.string(projectId)}`;
  let before = '';
  for (;;) {
    const found = await engines.ch.query({
      sql: sql`SELECT DISTINCT entity_id AS id FROM telemetry_changes
        WHERE ${project} AND entity = 'observation' AND entity_id IN (
          SELECT id FROM observations FINAL WHERE ${project} AND trace_id IN ${param.strings(traceIds)})
        ORDER BY id LIMIT ${param.int(STEPS_AT_ONCE)}`,
      schema: z.object({ id: z.string() }),
      class: 'purge',
      who: WHO,
      projectId,
    });
    const [first] = found;
    if (!first) return;
    if (first.id === before) throw new Error('Changes of steps are still there after they were removed');
    before = first.id;
    const where = sql`entity = 'observation' AND entity_id IN ${param.strings(found.map(({ id }) => id))}`;
    await eraseProjectRows(engines, { table: 'telemetry_changes', where, projectId, who: WHO });
  }
}
