import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { createAuth, ensureFirstUser } from '#features/accounts';
import type { Auth } from '#features/accounts';
import { createKeyAuthenticator, ensureInitialProject } from '#features/api-keys';
import { openIngestion } from '#features/ingestion';
import type { Ingestion } from '#features/ingestion';
import { operationsRest } from '#features/operations';
import { createSignUpInvitations } from '#features/organizations';
import type { Config } from '#config';
import type { Engines } from '#kernel/ctx';
import { toHttpError } from '#kernel/errors-to-http';
import { methodsByPath, mountRest } from '#kernel/mount-rest';
import type { RestRoute } from '#kernel/rest';
import { createHttpServer } from '#platform/http/http-server';
import type { Log } from '#platform/log/log';
import { freePort } from '#platform/postgres/embedded';
import { lockDataDir } from './data-dir.ts';
import { FEATURES } from './features.ts';
import type { FirstStart } from './first-start.ts';
import { mountAuth } from './mount-auth.ts';
import { mountDocs } from './mount-docs.ts';
import { mountTrpc } from './mount-trpc.ts';
import { keyScopes } from './open-scope.ts';
import { openEngines } from './open-engines.ts';
import { startWorkers } from './start-workers.ts';

export interface App extends AsyncDisposable {
  /** Where it listens; null when this process serves nothing. */
  url: string | null;
  /** What was made on this start and is shown once. */
  firstStart: FirstStart | null;
}

const WEB_ROOT = fileURLToPath(new URL('../../../web/dist', import.meta.url));
export const VERSION = (createRequire(import.meta.url)('../../package.json') as { version: string }).version;

/** Opens everything in order; disposal stops taking requests, finishes the work in hand, then closes the engines. */
export async function createApp(options: { config: Config; log: Log; onLost(engine: string): void }): Promise<App> {
  const { config, log } = options;
  const stack = new AsyncDisposableStack();
  const stopping = new AbortController();
  try {
    stack.use(await lockDataDir(config.dataDir));
    const port = config.PORT === 0 ? await freePort() : config.PORT;
    const publicUrl = config.publicUrl ?? `http://localhost:${port}`;
    let ingestion: Ingestion | null = null;
    const { engines } = stack.use(await openEngines({ ...options, publicUrl, onSealed: (segment) => ingestion?.onSealed(segment) }));
    ingestion = stack.use(openIngestion(engines));
    const auth = createAuth({ engines, signUpEnabled: config.SIGN_UP, invitations: createSignUpInvitations(engines) });
    const firstStart = config.serves ? await prepareFirstStart(engines, auth, config) : null;
    stack.use(await startWorkers({ engines, ingestion, groups: config.works }));
    const server = config.serves ? stack.use(await serve({ engines, auth, ingestion, stopping: stopping.signal })) : null;
    const url = server ? await server.listen({ port, host: config.HOST }) : null;
    stack.defer(() => stopping.abort());
    return { url, firstStart, [Symbol.asyncDispose]: () => stack.disposeAsync() };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

async function prepareFirstStart(engines: Engines, auth: Auth, config: Config): Promise<FirstStart | null> {
  const user = await ensureFirstUser(
    { auth, db: engines.db },
    { email: config.INIT_USER_EMAIL, password: config.INIT_USER_PASSWORD, fallbackEmail: 'admin@localhost.local' },
  );
  if (!user) return null;
  const project = await ensureInitialProject(engines, {
    ownerId: user.userId,
    organizationName: config.INIT_ORG_NAME,
    projectId: config.INIT_PROJECT_ID,
    projectName: config.INIT_PROJECT_NAME,
    publicKey: config.INIT_PROJECT_PUBLIC_KEY,
    secretKey: config.INIT_PROJECT_SECRET_KEY,
  });
  return { email: user.email, password: user.generatedPassword, projectId: project.projectId, keys: project.createdKeys };
}

interface Serving {
  engines: Engines;
  auth: Auth;
  ingestion: Ingestion;
  stopping: AbortSignal;
}

async function serve({ engines, auth, ingestion, stopping }: Serving): Promise<FastifyInstance & AsyncDisposable> {
  const keys = await createKeyAuthenticator(engines);
  const routes: RestRoute[] = [
    ...operationsRest({ version: VERSION, isStopping: () => stopping.aborted }),
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
  await mountAuth(server, auth, engines.publicUrl);
  await mountTrpc(server, { engines, auth });
  await mountRest(server, routes, keyScopes(engines, keys));
  await mountDocs(server, { routes: routes.map(({ route }) => route), version: VERSION, publicUrl: engines.publicUrl });
  return Object.assign(server, {
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await keys[Symbol.asyncDispose]();
    },
  });
}
