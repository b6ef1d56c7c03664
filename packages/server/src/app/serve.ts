import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import type { Auth } from '#features/accounts';
import { createKeyAuthenticator } from '#features/api-keys';
import type { Ingestion } from '#features/ingestion';
import { operationsRest } from '#features/operations';
import type { Engines } from '#kernel/ctx';
import { toHttpError } from '#kernel/errors-to-http';
import { methodsByPath, mountRest } from '#kernel/mount-rest';
import type { RestRoute } from '#kernel/rest';
import { createHttpServer } from '#platform/http/http-server';
import { FEATURES } from './features.ts';
import { mountAuth } from './mount-auth.ts';
import { mountDocs } from './mount-docs.ts';
import { mountDownloads } from './mount-downloads.ts';
import { mountTrpc } from './mount-trpc.ts';
import { mountUploads } from './mount-uploads.ts';
import { observeRequests } from './observe-requests.ts';
import { adminScopes, keyScopes } from './open-scope.ts';
import { VERSION } from './version.ts';

const WEB_ROOT = fileURLToPath(new URL('../../../web/dist', import.meta.url));

export interface Serving {
  engines: Engines;
  auth: Auth;
  ingestion: Ingestion;
  stopping: AbortSignal;
  /** Of the instance; null where only sessions of its admins count. */
  adminKey: string | undefined;
}

/** Mounts every surface on one server, which is not listening yet. Disposal finishes the requests in hand. */
export async function serve({
  engines,
  auth,
  ingestion,
  stopping,
  adminKey,
}: Serving): Promise<FastifyInstance & AsyncDisposable> {
  const keys = await createKeyAuthenticator(engines);
  const routes: RestRoute[] = [
    ...operationsRest({
      version: VERSION,
      isStopping: () => stopping.aborted,
      stalled: () => ingestion.stalled(),
      alarms: () => alarmsOf(engines),
    }),
    ...FEATURES.flatMap(({ rest = [] }) => rest),
    ...ingestion.rest,
  ];
  const server = await createHttpServer({
    log: engines.log,
    newId: () => engines.clock.newId(),
    toHttpError,
    methodsOf: methodsByPath(routes.map(({ route }) => route)),
    webRoot: WEB_ROOT,
  });
  observeRequests(server, engines.telemetry);
  await mountAuth(server, auth, engines.publicUrl);
  await mountTrpc(server, { engines, auth });
  mountDownloads(
    server,
    FEATURES.flatMap(({ downloads = [] }) => downloads),
    { engines, auth },
  );
  await mountUploads(
    server,
    FEATURES.flatMap(({ uploads = [] }) => uploads),
    { engines, auth },
  );
  await mountRest(server, routes, keyScopes(engines, keys, adminScopes(engines, auth, adminKey)));
  await mountDocs(server, { routes: routes.map(({ route }) => route), version: VERSION, publicUrl: engines.publicUrl });
  return Object.assign(server, {
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await keys[Symbol.asyncDispose]();
    },
  });
}

/** What features say needs a person; one that cannot tell at the moment says nothing. */
async function alarmsOf(engines: Engines): Promise<string[]> {
  const said = await Promise.all(FEATURES.map(async ({ alarm }) => (await alarm?.(engines).catch(() => null)) ?? []));
  return said.flat();
}
