import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { ANALYTICS_TABLES } from '@tidemark/contract/analytics-syncs';
import type { AnalyticsProvider, AnalyticsTable } from '@tidemark/contract/analytics-syncs';
import { MANIFEST } from '#features/exports';
import { AppError } from '#domain/errors';
import type { Engines } from '#kernel/ctx';
import type { ExportKindRule, ExportRun } from '#kernel/export-run';
import { addressPolicy } from '#platform/network/address-policy';
import { guardedAgents } from '#platform/network/guarded-agents';
import { openTarget } from './open-target.ts';
import { BATCH_EVENTS, BATCH_SIZE, sendEvents } from './providers.ts';
import { changeSync, lockSync, selectSync } from './store/analytics-syncs.sql.ts';
import type { Sync, SyncKey } from './store/analytics-syncs.sql.ts';
import { FAILURES, nextSyncAt, retryAfterMs } from './sync-times.ts';
import { tellOfPause } from './tell-of-pause.ts';
import { toEvent } from './to-event.ts';
import type { AnalyticsEvent, SyncRow } from './to-event.ts';

/** Runs whose files are sent as events and not kept; the end of a run moves its sync on, in one transaction. */
export const syncKind: ExportKindRule = {
  kind: 'sync',
  async deliver(engines, run, { name, blobKey }) {
    if (name === MANIFEST) return;
    const sync = await selectSync(engines.db, keyOf(run));
    if (sync?.runId !== run.id) throw new AppError('conflict', 'The sync has gone on without this run');
    await sendFile(engines, sync, { table: tableOf(name), blobKey });
  },
  async ended(engines, run) {
    const sync = await lockSync(engines.db, keyOf(run));
    if (sync?.runId !== run.id) return;
    if (run.state === 'COMPLETED') await moveOn(engines, sync);
    else if (run.state === 'FAILED') await noteFailure(engines, sync, run);
    else await changeSync(engines.db, sync, { runId: null });
  },
};

function keyOf({ projectId, sourceId }: ExportRun): SyncKey {
  return { projectId, provider: sourceId as AnalyticsProvider };
}

/** The first part of a file's name. */
function tableOf(name: string): AnalyticsTable {
  const table = ANALYTICS_TABLES.find((one) => name.startsWith(`${one}/`));
  if (!table) throw new Error(`No table that is synced: ${name}`);
  return table;
}

async function sendFile(engines: Engines, sync: Sync, { table, blobKey }: { table: AnalyticsTable; blobKey: string }) {
  const { projectId, eventPrefix: prefix, provider } = sync;
  using agents = guardedAgents(addressPolicy(engines.policy.outside.privateHosts));
  const target = openTarget(engines, sync);
  const body = Readable.from(await engines.blob.getStream(blobKey));
  const lines = createInterface({ input: body, crlfDelay: Infinity });
  let [batch, size, refused] = [[] as AnalyticsEvent[], 0, 0];
  const send = async () => {
    if (batch.length > 0) refused += (await sendEvents(agents, target, batch)).refused;
    [batch, size] = [[], 0];
  };
  for await (const line of lines) {
    if (line === '') continue;
    if (batch.length >= BATCH_EVENTS || size + line.length > BATCH_SIZE) await send();
    batch.push(toEvent({ projectId, publicUrl: engines.publicUrl, prefix, table }, JSON.parse(line) as SyncRow));
    size += line.length;
  }
  await send();
  if (refused > 0) engines.log.warn({ projectId, provider, refused }, 'a tool for analytics refused events one by one');
}

async function moveOn({ db, clock }: Engines, sync: Sync) {
  const now = new Date(clock.nowMs());
  await changeSync(db, sync, {
    syncedUntil: sync.windowUntil ?? sync.syncedUntil,
    syncedAt: now,
    windowUntil: null,
    runId: null,
    nextAt: nextSyncAt(now),
    failures: 0,
    lastError: null,
    lastErrorAt: null,
  });
}

async function noteFailure(engines: Engines, sync: Sync, run: ExportRun) {
  const { db, clock } = engines;
  const failures = sync.failures + 1;
  const lastError = run.error ?? 'the reason is not known';
  const isOver = failures >= FAILURES;
  await changeSync(db, sync, {
    runId: null,
    failures,
    lastError,
    lastErrorAt: new Date(clock.nowMs()),
    nextAt: new Date(clock.nowMs() + retryAfterMs(failures)),
    ...(isOver ? { enabled: false } : {}),
  });
  if (isOver) await tellOfPause(engines, sync, lastError);
}
