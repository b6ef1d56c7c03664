import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { createAuth } from '#features/accounts';
import { openIngestion } from '#features/ingestion';
import type { Ingestion } from '#features/ingestion';
import { createSignUpInvitations } from '#features/organizations';
import { diskJournal } from '#platform/journal/disk-journal';
import { serve } from './serve.ts';
import { startWorkers } from './start-workers.ts';
import type { TestEngines } from './testing.ts';

/** The whole product over test engines, within this process: requests go in by `inject`, segments are worked at once. */
export async function testServer(test: TestEngines): Promise<FastifyInstance & AsyncDisposable> {
  const stack = new AsyncDisposableStack();
  const { engines } = test;
  let ingestion: Ingestion | null = null;
  const journal = stack.use(
    diskJournal({
      root: join(test.folder, 'blobs'),
      clock: engines.clock,
      onSealed: (segment) => ingestion?.onSealed(segment),
    }),
  );
  const own = { ...engines, journal };
  ingestion = stack.use(openIngestion(own));
  stack.use(await startWorkers({ engines: own, ingestion, groups: ['ingestion'] }));
  const auth = createAuth({ engines: own, signUpEnabled: true, invitations: createSignUpInvitations(own) });
  const server = stack.use(await serve({ engines: own, auth, ingestion, stopping: new AbortController().signal }));
  return Object.assign(server, { [Symbol.asyncDispose]: () => stack.disposeAsync() });
}
