import { createAuth, ensureFirstUser } from '#features/accounts';
import type { Auth } from '#features/accounts';
import { ensureInitialProject } from '#features/api-keys';
import { openIngestion } from '#features/ingestion';
import type { Ingestion } from '#features/ingestion';
import { reapplyTombstones } from '#features/lifecycle';
import { createSignUpInvitations, recordSecondFactor } from '#features/organizations';
import { findTombstone } from '#features/projects';
import type { Config } from '#config';
import { AppError } from '#domain/errors';
import type { Engines } from '#kernel/ctx';
import { failpoint } from '#platform/failpoint/failpoint';
import type { Log } from '#platform/log/log';
import { freePort } from '#platform/postgres/embedded';
import { keepFirstKeys, lockDataDir } from './data-dir.ts';
import type { FirstStart } from './first-start.ts';
import { observeProcess } from './observe-process.ts';
import { openEngines } from './open-engines.ts';
import { serve } from './serve.ts';
import { startWorkers } from './start-workers.ts';

export interface App extends AsyncDisposable {
  /** Where people reach it; null when this process serves nothing. */
  url: string | null;
  /** What was made on this start and is shown once. */
  firstStart: FirstStart | null;
}

/** Opens everything in order; disposal stops taking requests, finishes the work in hand, then closes the engines. */
export async function createApp(options: { config: Config; log: Log }): Promise<App> {
  const { config } = options;
  const stack = new AsyncDisposableStack();
  const stopping = new AbortController();
  try {
    stack.use(await lockDataDir(config.dataDir));
    const port = config.PORT === 0 ? await freePort() : config.PORT;
    const publicUrl = config.publicUrl ?? `http://localhost:${port}`;
    let ingestion: Ingestion | null = null;
    const { engines } = stack.use(
      await openEngines({ ...options, publicUrl, onSealed: (segment) => ingestion?.onSealed(segment) }),
    );
    observeProcess(engines);
    await reapplyTombstones(engines);
    ingestion = stack.use(
      openIngestion(engines, { keepSegmentsMs: config.KEEP_SEGMENTS_HOURS * 3_600_000, isAlone: !config.DATABASE_URL }),
    );
    const auth = createAuth({
      engines,
      signUpEnabled: config.SIGN_UP,
      invitations: createSignUpInvitations(engines),
      recordSecondFactor: (change) => recordSecondFactor(engines, change),
    });
    const firstStart = config.serves ? await prepareFirstStart(engines, auth, config) : null;
    if (firstStart && !config.DATABASE_URL && !config.INIT_PROJECT_PUBLIC_KEY)
      await keepFirstKeys(config.dataDir, publicUrl, firstStart.keys);
    stack.use(await startWorkers({ engines, ingestion, groups: config.works }));
    stack.defer(() => failpoint('K15'));
    const server = config.serves
      ? stack.use(await serve({ engines, auth, ingestion, stopping: stopping.signal, adminKey: config.ADMIN_API_KEY }))
      : null;
    await server?.listen({ port, host: config.HOST }).catch((error: unknown) => refusePort(error, port));
    stack.defer(() => stopping.abort());
    return { url: server ? publicUrl : null, firstStart, [Symbol.asyncDispose]: () => stack.disposeAsync() };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

function refusePort(error: unknown, port: number): never {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
  const why = code === 'EACCES' ? 'may not be used by this user' : 'is used by another program';
  throw new AppError('conflict', `Port ${port} ${why}. Choose another one: npm start -- --port 4000`, { cause: error });
}

async function prepareFirstStart(engines: Engines, auth: Auth, config: Config): Promise<FirstStart | null> {
  const user = await ensureFirstUser(
    { auth, db: engines.db },
    { email: config.INIT_USER_EMAIL, password: config.INIT_USER_PASSWORD, fallbackEmail: 'admin@localhost.local' },
  );
  if (!user) return null;
  if (config.INIT_PROJECT_ID && (await findTombstone(engines.db, config.INIT_PROJECT_ID))) {
    engines.log.warn('INIT_PROJECT_ID names a project that was removed for good; its id is not given again');
    return null;
  }
  const project = await ensureInitialProject(engines, {
    ownerId: user.userId,
    organizationName: config.INIT_ORG_NAME,
    projectId: config.INIT_PROJECT_ID,
    projectName: config.INIT_PROJECT_NAME,
    publicKey: config.INIT_PROJECT_PUBLIC_KEY,
    secretKey: config.INIT_PROJECT_SECRET_KEY,
  });
  return {
    email: user.email,
    password: user.generatedPassword,
    projectId: project.projectId,
    keys: config.INIT_PROJECT_SECRET_KEY === undefined ? project.createdKeys : null,
  };
}
