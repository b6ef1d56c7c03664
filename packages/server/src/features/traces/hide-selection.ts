import { claimWork, failWork, finishHiding, hideTelemetry, TelemetrySelection } from '#features/deletions';
import type { ClaimedDeletion } from '#features/deletions';
import { scoreIdsOfSessions } from '#features/scores';
import type { Chore } from '#kernel/chore';
import type { Engines } from '#kernel/ctx';
import { job } from '#kernel/job';
import { scopeOf } from '#kernel/list-scope';
import type { ProjectScope } from '#platform/clickhouse/project-scope';
import { hideJob } from './open-telemetry-deletion.ts';
import { findTraces } from './store/trace-list.sql.ts';
import type { TracePlace } from './store/trace-list.sql.ts';
import { traceWhere } from './trace-where.ts';

const BATCH = 5000;
const AT_ONCE = 4;

/** Hides what operations were asked to take and have not hidden yet; whoever dies over it is followed by another. */
export const hideChore: Chore = { name: 'traces.hide', group: 'lifecycle', everyMs: 15_000, run: hideAll };
export const hideWork = job(hideJob, (engines, _input, signal) => hideAll(engines, signal));

async function hideAll(engines: Engines, signal: AbortSignal): Promise<void> {
  for (;;) {
    const claimed = await claimWork(engines, { states: ['HIDING'], limit: AT_ONCE });
    for (const deletion of claimed) {
      if (signal.aborted) return;
      await hideSelection(engines, deletion).catch((error: unknown) => failWork(engines, deletion, error));
    }
    if (claimed.length < AT_ONCE) return;
  }
}

/** May be repeated and cut off anywhere: what is hidden already is not found again. */
async function hideSelection(engines: Engines, deletion: ClaimedDeletion): Promise<void> {
  const { projectId, id: deletionId } = deletion;
  const { traceIds = [], scoreIds = [], sessionIds = [], scope } = TelemetrySelection.parse(deletion.selection);
  const of = { projectId, deletionId };
  await hideTelemetry(engines, { ...of, kind: 'trace', ids: traceIds });
  await hideTelemetry(engines, { ...of, kind: 'score', ids: scoreIds });
  if (sessionIds.length > 0) {
    const ids = await scoreIdsOfSessions(engines.ch, { projectId, sessionIds });
    await hideTelemetry(engines, { ...of, kind: 'score', ids });
  }
  if (scope) {
    const range = scopeOf(projectId, scope);
    const where = (part: ProjectScope) => traceWhere(part, scope);
    for await (const ids of pagesOf(engines, range, where)) {
      await hideTelemetry(engines, { ...of, kind: 'trace', ids: ids.page });
      await deletion.progressed({ done: ids.done, of: Math.max(ids.done, deletion.counts['traces'] ?? 0) });
    }
  }
  await finishHiding(engines, of);
}

/** Oldest first, so that what comes in meanwhile is met in the end or not at all. */
async function* pagesOf(
  engines: Engines,
  scope: ProjectScope,
  where: (part: ProjectScope) => ReturnType<typeof traceWhere>,
) {
  let after: TracePlace | undefined;
  let done = 0;
  for (;;) {
    const fromUs = after?.timestampUs ?? scope.fromUs;
    const found = await findTraces(
      engines.ch,
      {
        scope: { ...scope, fromUs },
        where,
        order: { by: 'timestamp', direction: 'asc' },
        ...(after ? { after } : {}),
        anchorUs: engines.clock.nowUs(),
        limit: BATCH,
        withMetadata: false,
        withPayload: false,
      },
      'api',
    );
    const last = found.at(-1);
    if (last === undefined) return;
    done += found.length;
    yield { page: found.map(({ id }) => id), done };
    after = { key: 0, timestampUs: last.timestamp_us, id: last.id };
  }
}
