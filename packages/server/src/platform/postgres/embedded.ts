import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { databaseAccount, own } from './account.ts';
import type { Account } from './account.ts';
import { findBinaries } from './binaries.ts';

export interface EmbeddedPostgres extends AsyncDisposable {
  url: string;
  port: number;
  /** Of the guard beside PostgreSQL. */
  pid: number;
}

export interface EmbeddedPostgresOptions {
  dataDir: string;
  sharedBuffersBytes: number;
  /** A free one unless given; a restart keeps its address with it. */
  port?: number | undefined;
  /** Of the server, beside or instead of ours. */
  settings?: Record<string, string | number>;
  onLog(line: string): void;
  onExit(): void;
}

const DATABASE = 'tidemark';
const START_DEADLINE_MS = 60_000;

/**
 * Runs the real PostgreSQL from npm's binaries in a folder of its own, on a free loopback port with a random password.
 * It ends when this process does, however that ends: a shell beside it waits for the closing of our end of its stdin.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const account = await databaseAccount();
  const password = await ensureCluster(options.dataDir, account);
  const port = options.port ?? (await freePort());
  const child = await launch(options, { account, port });
  const adminUrl = `postgres://tidemark:${password}@127.0.0.1:${port}/postgres`;
  let stopping = false;
  child.once('exit', () => {
    if (!stopping) options.onExit();
  });
  const stop = async () => {
    stopping = true;
    await end(child);
  };
  try {
    await ready(adminUrl, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: adminUrl.replace(/postgres$/, DATABASE), port, pid: child.pid ?? 0, [Symbol.asyncDispose]: stop };
}

async function ensureCluster(dataDir: string, account: Account | null): Promise<string> {
  const cluster = join(dataDir, 'cluster');
  const passwordFile = join(dataDir, 'password');
  if (existsSync(join(cluster, 'PG_VERSION')) && existsSync(passwordFile))
    return (await readFile(passwordFile, 'utf8')).trim();
  await rm(cluster, { recursive: true, force: true });
  await mkdir(dataDir, { recursive: true });
  // Others may pass through the data folder, not look into it.
  if (account) await chmod(dirname(dataDir), 0o711);
  const password = randomBytes(24).toString('base64url');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await own(dataDir, account);
  await own(passwordFile, account);
  await initialise({ cluster, passwordFile, account });
  return password;
}

async function initialise(options: { cluster: string; passwordFile: string; account: Account | null }) {
  const { initdb } = await findBinaries();
  const args = [
    '-D',
    options.cluster,
    '-U',
    'tidemark',
    '-A',
    'scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    `--pwfile=${options.passwordFile}`,
  ];
  const child = spawn(initdb, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { LC_ALL: 'C' },
    cwd: '/',
    ...options.account,
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (error) => reject(explain(error, options.account)));
    child.once('close', resolve);
  });
  if (code !== 0)
    throw explain(
      new Error(`PostgreSQL could not be set up in ${options.cluster}:\n${output.trim()}`),
      options.account,
    );
}

function explain(error: Error, account: Account | null): Error {
  if (!account || !/EACCES|[Pp]ermission denied/.test(error.message)) return error;
  return new Error(
    `PostgreSQL does not run as root, so it runs as the user "${account.name}", who may not enter this folder or the folder of node_modules. ` +
      `Start Tidemark as a normal user, or move it and DATA_DIR to where everybody may enter. (${error.message})`,
  );
}

/** Runs PostgreSQL and stops it (fast shutdown) when stdin closes; exits with PostgreSQL's own code. */
const GUARD = `exec 3<&0; "$@" </dev/null & child=$!
{ cat <&3 >/dev/null; kill -INT $child 2>/dev/null; } & reader=$!
trap '' INT TERM HUP
wait $child; code=$?; kill $reader 2>/dev/null; exit $code`;

async function launch(
  options: EmbeddedPostgresOptions,
  run: { account: Account | null; port: number },
): Promise<ChildProcess> {
  const cluster = join(options.dataDir, 'cluster');
  await awaitPredecessor(cluster);
  const { postgres } = await findBinaries();
  const settings = {
    listen_addresses: '127.0.0.1',
    port: run.port,
    unix_socket_directories: '',
    max_connections: 100,
    shared_buffers: `${Math.floor(options.sharedBuffersBytes / 1024)}kB`,
    max_wal_senders: 0,
    wal_level: 'minimal',
    max_wal_size: '256MB',
    jit: 'off',
    log_min_messages: 'warning',
    ...options.settings,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // Detached, so that Ctrl-C in a terminal reaches us alone and PostgreSQL stops last.
  const child = spawn('/bin/sh', ['-c', GUARD, 'sh', postgres, '-D', cluster, ...args], {
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
    cwd: '/',
    ...run.account,
  });
  child.stderr
    ?.setEncoding('utf8')
    .on('data', (chunk: string) => chunk.split('\n').filter(Boolean).forEach(options.onLog));
  child.stdin?.on('error', () => undefined);
  return child;
}

/** After a SIGKILL of our predecessor its PostgreSQL needs a moment to notice and stop. */
async function awaitPredecessor(cluster: string) {
  const deadline = performance.now() + 20_000;
  while (performance.now() < deadline) {
    const pid = Number((await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0]);
    if (!pid || !alive(pid)) return;
    await wait(50);
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function ready(adminUrl: string, child: ChildProcess) {
  const deadline = performance.now() + START_DEADLINE_MS;
  for (;;) {
    if (child.exitCode !== null)
      throw new Error(`PostgreSQL ended with code ${child.exitCode} while starting; its log says why`);
    const error = await ensureDatabase(adminUrl);
    if (!error) return;
    if (performance.now() > deadline) throw new Error('PostgreSQL did not become ready', { cause: error });
    await wait(25);
  }
}

async function ensureDatabase(adminUrl: string): Promise<Error | null> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
    return null;
  } catch (error) {
    return error as Error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function end(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.stdin?.end();
  await gone;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (!address || typeof address === 'string') throw new Error('No free port');
  return address.port;
}
