import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CLIENT_USER } from './engine-config.ts';
import { queryClassStatements } from './query-classes.ts';
import { createRunFolder, findHolder, findPort, removeOtherRunFolders } from './run-folder.ts';
import type { RunFolder } from './run-folder.ts';

export interface EmbeddedClickhouseOptions {
  /** Created when absent. One engine at a time. */
  dataDir: string;
  /** What the engine's process may use in all; at least 512 MiB. */
  memoryLimitBytes: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Default 0: a free one. */
  port?: number;
  /** Each line the engine prints; a healthy one prints none. */
  onLog?(line: string): void;
  /** Called once when the process has ended, also after a wanted stop. */
  onExit?(exit: EmbeddedClickhouseExit): void;
}

export interface EmbeddedClickhouseExit {
  code: number | null;
  signal: string | null;
}

export interface EmbeddedClickhouse extends AsyncDisposable {
  /** With user and secret, as the official client takes it: `http://client:<secret>@127.0.0.1:<port>`. */
  url: string;
  /** Of the engine's process. */
  pid: number;
}

type EngineProcess = ChildProcessByStdio<Writable, Readable, Readable>;

const START_DEADLINE_MS = 120_000;
const STOP_DEADLINE_MS = 20_000;

/**
 * Starts the engine in a child process and waits until it answers. The child ends when this process dies, even by
 * SIGKILL (it watches its stdin). Disposal lets running queries finish for a few seconds, then stops the engine.
 * Rejects with the engine's own words when it cannot start, and with the holder's pid when the folder is in use.
 */
export async function startEmbeddedClickhouse(options: EmbeddedClickhouseOptions): Promise<EmbeddedClickhouse> {
  const secret = randomBytes(24).toString('base64url');
  const folder = await createRunFolder({ ...options, secret });
  const child = spawnEngine(folder, options);
  const lastLines = watchLog(child, options.onLog);
  const exited = watchExit(child, options.onExit);
  const stop = () => stopEngine(child, exited, folder);
  try {
    const port = await waitForPort({ folder, child, exited, lastLines });
    await removeOtherRunFolders(folder, options.dataDir);
    const origin = `${urlHost(options.host ?? '127.0.0.1')}:${port}`;
    await declareQueryClasses(origin, secret);
    return { url: `http://${CLIENT_USER}:${secret}@${origin}`, pid: child.pid!, [Symbol.asyncDispose]: stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

function spawnEngine(folder: RunFolder, options: EmbeddedClickhouseOptions): EngineProcess {
  const entry = fileURLToPath(new URL('./server-process.ts', import.meta.url));
  const { dataDir, configFile, portFile } = folder;
  const args = [entry, dataDir, configFile, options.host ?? '127.0.0.1', String(options.port ?? 0), portFile];
  return spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    // No more than this: the engine looks for credentials of outside services in its environment.
    env: { TZ: 'UTC' },
    // The engine would read a config.xml of the folder it is started in.
    cwd: folder.path,
    // Its own process group: a terminal's Ctrl-C must not stop it before those who use it.
    detached: true,
  });
}

function watchLog(child: EngineProcess, onLog?: (line: string) => void): string[] {
  const last: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      last.push(line);
      if (last.length > 50) last.shift();
      onLog?.(line);
    });
  }
  return last;
}

async function watchExit(
  child: EngineProcess,
  onExit?: (exit: EmbeddedClickhouseExit) => void,
): Promise<EmbeddedClickhouseExit> {
  // 'close' rather than 'exit': then everything it printed has been read.
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  onExit?.({ code, signal });
  return { code, signal };
}

async function waitForPort(start: {
  folder: RunFolder;
  child: EngineProcess;
  exited: Promise<EmbeddedClickhouseExit>;
  lastLines: string[];
}): Promise<number> {
  const deadline = Date.now() + START_DEADLINE_MS;
  while (Date.now() < deadline) {
    const port = await findPort(start.folder);
    if (port !== null) return port;
    const exit = await Promise.race([start.exited, delay(10)]);
    if (exit) throw await startError(start.lastLines, start.folder);
  }
  throw new Error(`The ClickHouse engine did not open its port within ${START_DEADLINE_MS / 1000} s`);
}

async function startError(lines: string[], folder: RunFolder): Promise<Error> {
  const text = lines.join('\n');
  if (/Cannot lock file/.test(text)) {
    return new Error(
      `The ClickHouse data in ${folder.dataDir} is already in use by process ${await findHolder(folder)}`,
    );
  }
  return new Error(`The ClickHouse engine did not start on ${folder.dataDir}:\n${text || '(it printed nothing)'}`);
}

async function declareQueryClasses(origin: string, secret: string): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${CLIENT_USER}:${secret}`).toString('base64')}`;
  // A connection kept open for reuse would hold up a stop.
  const headers = { authorization, connection: 'close' };
  for (const body of queryClassStatements()) {
    const response = await fetch(`http://${origin}/`, { method: 'POST', body, headers });
    if (!response.ok) throw new Error(`The ClickHouse engine refused "${body}": ${await response.text()}`);
  }
}

async function stopEngine(
  child: EngineProcess,
  exited: Promise<EmbeddedClickhouseExit>,
  folder: RunFolder,
): Promise<void> {
  child.stdin.on('error', () => {}).end();
  const kill = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE_MS);
  await exited;
  clearTimeout(kill);
  await rm(folder.path, { recursive: true, force: true });
}

function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
