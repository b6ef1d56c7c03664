import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { createAuth } from '#features/accounts';
import { ensureInitialProject } from '#features/api-keys';
import { openIngestion } from '#features/ingestion';
import type { Ingestion } from '#features/ingestion';
import { createSignUpInvitations, recordSecondFactor } from '#features/organizations';
import type { Engines } from '#kernel/ctx';
import { diskJournal } from '#platform/journal/disk-journal';
import type { OnSealed } from '#platform/journal/journal';
import { objectJournal } from '#platform/journal/object-journal';
import { serve } from './serve.ts';
import { startWorkers } from './start-workers.ts';
import type { TestEngines } from './testing.ts';

export const TEST_ADMIN_KEY = 'an-admin-key-that-only-tests-know';

/** The whole product over test engines, within this process: requests go in by `inject`, segments are worked at once. */
export async function testServer(test: TestEngines): Promise<FastifyInstance & AsyncDisposable> {
  const stack = new AsyncDisposableStack();
  const { engines } = test;
  let ingestion: Ingestion | null = null;
  const { clock, blob } = engines;
  const onSealed: OnSealed = (segment) => ingestion?.onSealed(segment);
  const root = join(test.folder, 'blobs');
  const journal = stack.use(
    test.s3Url ? objectJournal({ blob, clock, onSealed }) : diskJournal({ root, clock, onSealed }),
  );
  const own = { ...engines, journal };
  ingestion = stack.use(openIngestion(own, { keepSegmentsMs: 48 * 3_600_000 }));
  stack.use(await startWorkers({ engines: own, ingestion, groups: ['ingestion'] }));
  const auth = createAuth({
    engines: own,
    signUpEnabled: true,
    invitations: createSignUpInvitations(own),
    recordSecondFactor: (change) => recordSecondFactor(own, change),
  });
  const server = stack.use(
    await serve({ engines: own, auth, ingestion, stopping: new AbortController().signal, adminKey: TEST_ADMIN_KEY }),
  );
  return Object.assign(server, { [Symbol.asyncDispose]: () => stack.disposeAsync() });
}

/** A project of its own for a test, and the credentials of its key as a header. */
export async function testProject(engines: Engines): Promise<{ projectId: string; authorization: string }> {
  const id = engines.clock.newId();
  const owner = { id: `owner-${id}`, email: `${id}@example.org`, name: 'Owner' };
  await engines.db.insertInto('users').values(owner).execute();
  const [publicKey, secretKey] = [`pk-tm-${id}`, `sk-tm-${id}`];
  await ensureInitialProject(engines, { ownerId: owner.id, projectId: id, publicKey, secretKey });
  return { projectId: id, authorization: `Basic ${Buffer.from(`${publicKey}:${secretKey}`).toString('base64')}` };
}
