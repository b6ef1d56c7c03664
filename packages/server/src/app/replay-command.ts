import { join } from 'node:path';
import { recordAudit } from '#features/audit-log';
import { countOfReplay, findReplay, orderReplay, ReplayRange } from '#features/ingestion';
import { findAnyProject } from '#features/projects';
import type { ReplayRequest } from '#config/replay-request';
import { AppError } from '#domain/errors';
import type { IngestionReplay, ReplayPreview } from '@tidemark/contract/rest/ingestion-replays';
import type { Actor } from '#kernel/ctx';
import { systemClock } from '#platform/clock/clock';
import { connectPostgres } from '#platform/postgres/db';
import type { Db } from '#platform/postgres/db';
import { findEmbeddedPostgres } from '#platform/postgres/embedded-address';

const LOOK_EVERY_MS = 1_000;
/** Who is at the server's console may do everything. */
const OPERATOR: Actor = { kind: 'system', id: 'operator', name: 'npm run replay', may: () => true };

/** Orders a replay from the console of the server, and tells how it goes until it is done. */
export async function replayCommand(request: ReplayRequest, say: (line: string) => void): Promise<void> {
  const range = rangeOf(request);
  const url = request.databaseUrl ?? (await findEmbeddedPostgres(join(request.dataDir, 'postgres')));
  if (url === null)
    throw new AppError(
      'unavailable',
      `No Tidemark runs on ${request.dataDir}. Start it first, or name its --data-dir.`,
    );
  await using database = connectPostgres({ url, maxConnections: 2, onError: () => undefined });
  const { db } = database;
  const project = await findAnyProject(db, request.projectId);
  if (!project) throw new AppError('not_found', `There is no project ${request.projectId}`);
  say(inWords(await countOfReplay(db, request.projectId, range)));
  if (request.dryRun) return;
  const ordered = await order(db, { projectId: request.projectId, organizationId: project.organizationId, range });
  await follow(db, { projectId: request.projectId, id: ordered.id }, say);
}

function rangeOf(request: ReplayRequest): ReplayRange {
  const parsed = ReplayRange.safeParse(request.range);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`);
  throw new AppError('invalid', problems.join('\n'));
}

async function order(
  db: Db,
  { projectId, organizationId, range }: { projectId: string; organizationId: string; range: ReplayRange },
): Promise<IngestionReplay> {
  const clock = systemClock();
  return db.transaction().execute(async (within) => {
    const ordered = await orderReplay(
      { db: within, clock },
      { projectId, range, requestedBy: OPERATOR.name, isTold: false },
    );
    const { id, segments, events } = ordered;
    await recordAudit(
      { db: within, clock, actor: OPERATOR, organizationId, projectId },
      { action: 'ingestion.replay', entityType: 'replay', entityId: id, details: { ...range, segments, events } },
    );
    return ordered;
  });
}

async function follow(db: Db, of: { projectId: string; id: string }, say: (line: string) => void): Promise<void> {
  const clock = systemClock();
  for (let told = ''; ; await clock.sleep(LOOK_EVERY_MS)) {
    const found = await findReplay(db, of);
    if (!found) throw new AppError('not_found', 'The replay is gone; was the project erased meanwhile?');
    const line = progressOf(found);
    if (line !== told) say(line);
    told = line;
    if (found.finishedAt !== null) return;
  }
}

const count = (n: number, what: string) => `${n.toLocaleString('en-US')} ${what}${n === 1 ? '' : 's'}`;

function inWords({ segments, events, sizeBytes, keptSince }: ReplayPreview): string {
  const size = `${(sizeBytes / 2 ** 20).toFixed(1)} MiB`;
  return `${count(segments, 'segment')} with ${count(events, 'event')}, ${size}; kept since ${keptSince ?? 'never: nothing is kept'}`;
}

function progressOf({ segments, left, failed, lastError, finishedAt }: IngestionReplay): string {
  const done = `${(segments - left).toLocaleString('en-US')} of ${count(segments, 'segment')} read again`;
  const failures = failed === 0 ? '' : `; ${count(failed, 'segment')} could not be read: ${lastError}`;
  return `${done}${failures}${finishedAt === null ? '' : '. Done.'}`;
}
