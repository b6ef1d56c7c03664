import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { COMPILED_ONCE } from '../../harness/compiled-once.ts';
import { basicAuth } from '../../harness/public-api.ts';
import { waitUntil } from '../../harness/wait-until.ts';

/** A place for a product: its databases, its folder and its port stay while its processes come and go. */
export interface Site {
  name: string;
  url: string;
  dataDir: string;
  /** The source that is run; a copy of it when a bug was put back. */
  server: string;
  env: Record<string, string>;
}

export interface Life {
  pid: number;
  /** Resolves with the signal that ended it, or with its exit code. */
  ended: Promise<NodeJS.Signals | number | null>;
  hasEnded(): boolean;
  /** The last that it wrote. */
  log(): string;
  /** Resolves when it is ready, or with false when it ended before. */
  ready(): Promise<boolean>;
  kill(signal: NodeJS.Signals): void;
  /** Whether it told that the fail point was reached. */
  reached(): boolean;
}

export const SERVER = new URL('../../../packages/server', import.meta.url).pathname;
const ARM = new URL('./arm-failpoint.ts', import.meta.url).pathname;
const KEYS = { publicKey: 'pk-tm-faults', secretKey: 'sk-tm-faults-secret' };
/** Who made the first project of every site. */
export const FOUNDER = { email: 'faults@example.com', password: 'correct horse', projectId: 'faults' };
export const AUTH = basicAuth(KEYS);
const LOG_LENGTH = 20_000;

/** Starts a process on the site, with a fail point armed or as anybody starts it. */
export function startLife(site: Site, failpoint: string | null): Life {
  const child = spawn(
    process.execPath,
    [...(failpoint ? ['--import', ARM] : []), join(site.server, 'src/main.ts'), '--port', new URL(site.url).port],
    {
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: process.env['HOME'] ?? '',
        ...COMPILED_ONCE,
        DATA_DIR: site.dataDir,
        MEMORY_LIMIT: '1g',
        INIT_USER_EMAIL: FOUNDER.email,
        INIT_USER_PASSWORD: FOUNDER.password,
        INIT_PROJECT_ID: FOUNDER.projectId,
        INIT_PROJECT_PUBLIC_KEY: KEYS.publicKey,
        INIT_PROJECT_SECRET_KEY: KEYS.secretKey,
        ...site.env,
        ...(failpoint ? { FAILPOINT: failpoint, FAILPOINT_SERVER: site.server } : {}),
      },
      // With the channel it stops by itself when the harness is gone.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  let log = '';
  let hasReached = false;
  const told = failpoint && `failpoint ${failpoint.split(':').slice(0, 2).join(' ')}`;
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-LOG_LENGTH);
      hasReached ||= told !== null && log.includes(told);
    });
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const ended = new Promise<NodeJS.Signals | number | null>((resolve) =>
    child.once('close', () => resolve(child.signalCode ?? child.exitCode)),
  );
  return {
    pid: child.pid ?? 0,
    ended,
    hasEnded,
    log: () => log,
    kill: (signal) => void child.kill(signal),
    reached: () => hasReached,
    ready: async () => {
      const isReady = async () =>
        hasEnded() || (await fetch(`${site.url}/api/public/ready`).catch(() => null))?.ok === true;
      try {
        await waitUntil(isReady, { withinMs: 240_000, everyMs: 20, what: () => `the product to be ready\n${log}` });
      } catch (error) {
        child.kill('SIGKILL');
        await ended;
        throw error;
      }
      return !hasEnded();
    },
  };
}
