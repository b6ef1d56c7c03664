import type { ExportRun } from '#kernel/export-run';
import { failpoint } from '#platform/failpoint/failpoint';
import { selectFiles } from '../store/export-files.sql.ts';
import { endRun } from '../store/export-runs.sql.ts';
import type { RunEnd } from '../store/export-runs.sql.ts';
import { cleanRun } from './clean-run.ts';
import { RunLost } from './export-window.ts';
import { manifestOf } from './manifest.ts';
import { contentTypeOf, MANIFEST, runFolder } from './run-folder.ts';
import type { Running } from './running.ts';

/** Names what there is, and then only says that it is complete. */
export async function completeRun(running: Running, truncated: boolean): Promise<ExportRun> {
  const { engines, run, declared } = running;
  const files = await selectFiles(engines.db, run.id);
  const body = Buffer.from(`${JSON.stringify(manifestOf(run, files, { truncated }), null, 2)}\n`);
  const blobKey = `${runFolder(run)}${MANIFEST}`;
  const contentType = contentTypeOf(MANIFEST);
  await failpoint('X5');
  await engines.blob.put(blobKey, body, { contentType });
  const { deliver } = declared.kinds.get(run.kind) ?? {};
  if (deliver) await deliver(engines, run, { name: MANIFEST, blobKey, sizeBytes: body.length, contentType });
  await failpoint('X6');
  const ended = await end(running, { state: 'COMPLETED', error: null, truncated });
  await failpoint('X7');
  await clean(running, ended);
  return ended;
}

export async function failRun(running: Running, reason: string): Promise<ExportRun> {
  const { engines, run, declared } = running;
  const files = await selectFiles(engines.db, run.id);
  const ended = await end(running, { state: 'FAILED', error: reason.slice(0, 1000), truncated: false });
  await clean(running, ended);
  const names = files.map(({ name }) => name);
  await declared.kinds.get(run.kind)?.withdraw?.(engines, ended, names);
  return ended;
}

/** The end stands; what could not be removed now goes when ended runs are swept. */
async function clean({ engines }: Running, ended: ExportRun): Promise<void> {
  await cleanRun(engines, ended).catch((error: unknown) =>
    engines.log.warn({ err: error, runId: ended.id }, 'the folder of an export could not be cleaned'),
  );
}

function end({ engines, held, run, declared }: Running, how: RunEnd): Promise<ExportRun> {
  return engines.db.transaction().execute(async (db) => {
    const ended = await endRun(db, held, how);
    if (!ended) throw new RunLost();
    await declared.kinds.get(run.kind)?.ended?.({ ...engines, db }, ended);
    return ended;
  });
}
