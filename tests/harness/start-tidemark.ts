import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMPILED_ONCE } from './compiled-once.ts';
import { freePort } from './free-port.ts';
import { waitUntil } from './wait-until.ts';

/** Where a running product is, and how to sign in to its first project. Plain data: it crosses processes. */
export interface Address {
  url: string;
  projectId: string;
  projectName: string;
  organizationName: string;
  publicKey: string;
  secretKey: string;
  email: string;
  password: string;
  /** Where its embedded engines and its outbox are. */
  dataDir: string;
}

export interface Tidemark extends AsyncDisposable, Address {
  /** Of the main process; engines are children of it. */
  readonly pid: number;
  /** Milliseconds from spawning it to its first `ready`. */
  readonly startedInMs: number;
  /** All it wrote to stdout and stderr so far. */
  log(): string;
  /** SIGTERM, and waits for the end of the process. Rejects when it ends with another code than 0. */
  stop(): Promise<void>;
  /** SIGKILL to the main process, and waits for its end. */
  kill9(): Promise<void>;
  /** Starts it again on the same folder and port; after `stop` or `kill9`. */
  start(): Promise<void>;
}

export interface StartOptions {
  env?: Record<string, string>;
  /** Kept at the end when given; a temporary folder is removed. */
  dataDir?: string;
  readyWithinMs?: number;
}

const FIRST = {
  projectId: 'conformance',
  projectName: 'Conformance',
  organizationName: 'Harness',
  publicKey: 'pk-tm-harness-public',
  secretKey: 'sk-tm-harness-secret',
  email: 'harness@example.com',
  password: 'correct horse battery staple',
};

/** Starts the whole product in a process of its own, with known keys, and resolves when it reports ready. */
export async function startTidemark(options: StartOptions = {}): Promise<Tidemark> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'tidemark-')));
  const port = await freePort();
  const run = new Run(dataDir, port, options);
  await run.start();
  return {
    ...FIRST,
    url: `http://127.0.0.1:${port}`,
    dataDir,
    get pid() {
      return run.pid;
    },
    get startedInMs() {
      return run.startedInMs;
    },
    log: () => run.log,
    stop: () => run.stop(),
    kill9: () => run.kill9(),
    start: () => run.start(),
    async [Symbol.asyncDispose]() {
      await run.end();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

class Run {
  log = '';
  startedInMs = 0;
  readonly #dataDir: string;
  readonly #port: number;
  readonly #options: StartOptions;
  #child: ChildProcess | null = null;

  constructor(dataDir: string, port: number, options: StartOptions) {
    this.#dataDir = dataDir;
    this.#port = port;
    this.#options = options;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  async start(): Promise<void> {
    const startedAt = performance.now();
    const child = spawn(process.execPath, [MAIN, '--port', `${this.#port}`, '--data-dir', this.#dataDir], {
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: process.env['HOME'] ?? '',
        ...COMPILED_ONCE,
        ...SETTINGS,
        ...this.#options.env,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (this.log += text));
    try {
      await this.#ready(child);
    } catch (cause) {
      await this.end();
      throw cause;
    }
    this.startedInMs = performance.now() - startedAt;
  }

  async #ready(child: ChildProcess): Promise<void> {
    const isReady = async () => {
      if (hasEnded(child)) throw new Error(`it ended with ${child.exitCode ?? child.signalCode}\n${this.log}`);
      const answer = await fetch(`http://127.0.0.1:${this.#port}/api/public/ready`).catch(() => null);
      return answer?.ok === true;
    };
    const withinMs = this.#options.readyWithinMs ?? 180_000;
    await waitUntil(isReady, { withinMs, what: () => `Tidemark to be ready; its log:\n${this.log.slice(-5_000)}` });
  }

  async stop(): Promise<void> {
    const code = await this.#end('SIGTERM');
    if (code !== 0) throw new Error(`Tidemark ended with ${code}\n${this.log.slice(-5_000)}`);
  }

  async kill9(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Asks it to end, and insists when it does not. */
  async end(): Promise<void> {
    const child = this.#child;
    if (!child || hasEnded(child)) return;
    const insist = setTimeout(() => child.kill('SIGKILL'), 20_000);
    await this.#end('SIGTERM');
    clearTimeout(insist);
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    if (!child) return 0;
    const ended = hasEnded(child) ? null : once(child, 'exit');
    child.kill(signal);
    await ended;
    return child.exitCode;
  }
}

const MAIN = new URL('../../packages/server/src/main.ts', import.meta.url).pathname;

const SETTINGS = {
  INIT_USER_EMAIL: FIRST.email,
  INIT_USER_PASSWORD: FIRST.password,
  INIT_ORG_NAME: FIRST.organizationName,
  INIT_PROJECT_ID: FIRST.projectId,
  INIT_PROJECT_NAME: FIRST.projectName,
  INIT_PROJECT_PUBLIC_KEY: FIRST.publicKey,
  INIT_PROJECT_SECRET_KEY: FIRST.secretKey,
  MEMORY_LIMIT: '2g',
  // As npm start does.
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_ARENA_MAX: '2',
};

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
