import { Readable } from 'node:stream';
import { BlobExportInput } from '@tidemark/contract/blob-exports';
import { toAppError } from '#domain/errors';
import { read } from '#kernel/verb';
import { atMost } from '#platform/clock/at-most';
import { destinationOf, isSamePlace, sealFor } from './destination-of.ts';
import { findSchedule } from './store/blob-exports.sql.ts';

const PATIENCE_MS = 30_000;

/** Writes a small file with the given settings and removes it; says in words what came of it. */
export const testBlobExport = read({
  input: BlobExportInput,
  permission: 'blobExports:write',
  async run(ctx, { secret: given, ...settings }): Promise<{ ok: boolean; problem: string | null }> {
    const { projectId, db, clock } = ctx;
    const kept = await findSchedule(db, projectId);
    const ofBefore = kept && isSamePlace(kept, settings) ? kept.secret : null;
    const secret = given ? sealFor(ctx, projectId, given) : ofBefore;
    const key = `${settings.prefix}${projectId}/connection-test-${clock.newId()}.txt`;
    const body = Buffer.from('Tidemark was here to see whether it may write. This file can be removed.\n');
    const tried = (async () => {
      await using destination = await destinationOf(ctx, { ...settings, projectId, secret });
      const file = {
        body: Readable.from([body], { objectMode: false }),
        sizeBytes: body.length,
        contentType: 'text/plain',
      };
      await destination.put(key, file);
      await destination.delete(key);
      return { ok: true, problem: null };
    })().catch((error: unknown) => ({ ok: false, problem: toAppError(error).message }));
    return atMost(PATIENCE_MS, tried, { ok: false, problem: 'It did not answer within half a minute' }, clock);
  },
});
