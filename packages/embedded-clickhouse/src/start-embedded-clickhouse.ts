import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { CLIENT_USER } from './engine-config.ts';
import { spawnEngine } from './engine-process.ts';
import type { EngineExit, EngineProcess } from './engine-process.ts';
import { queryClassStatements } from './query-classes.ts';
import { createRunFolder, findHolder, findPort, removeOtherRunFolders, removeRunFolder } from './run-folder.ts';
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
  /** Default: random. With this and `port` given, a restarted engine keeps its URL. At least 16 letters, digits, - or _. */
  secret?: string;
  /**
   * How long to wait for a folder that another engine still has; default 10 s, because the engine of a killed process
   * finishes its running queries first.
   */
  folderWaitMs?: number;
  /** Further users and profiles, in the form of a server's `users.d`; passwords come from the file, not from the environment. */
  usersFile?: string;
  /** Each line the engine prints; a healthy one prints none. */
  onLog?(line: string): void;
  /** Called once when the process of a started engine has ended, also after a wanted stop. */
  onExit?(exit: EmbeddedClickhouseExit): void;
}

export type EmbeddedClickhouseExit = EngineExit;

export interface EmbeddedClickhouse extends AsyncDisposable {
  /** With user and secret, as the official client takes it: `http://client:<secret>@127.0.0.1:<port>`. */
  url: string;
  /** Of the engine's process. */
  pid: number;
}

const START_DEADLINE_MS = 120_000;
const FOLDER_WAIT_MS = 10_000;

class FolderInUseError extends Error {}

/**
 * Starts the engine in a child process and waits until it answers. The child ends when this process dies, even by
 * SIGKILL (it watches its stdin). Disposal lets running queries finish for up to 5 s, then stops the engine; it is
 * quick when the clients were closed first. Rejects with the engine's own words when it cannot start, and with the
 * holder's pid when the folder is in use.
 */
export async function startEmbeddedClickhouse(options: EmbeddedClickhouseOptions): Promise<EmbeddedClickhouse> {
  if (options.secret !== undefined && !/^[\w-]{16,}$/.test(options.secret)) {
    throw new RangeError('secret must be at least 16 letters, digits, - or _');
  }
  const deadline = Date.now() + (options.folderWaitMs ?? FOLDER_WAIT_MS);
  for (;;) {
    try {
      return await startOnce(options);
    } catch (error) {
      if (!(error instanceof FolderInUseError) || Date.now() >= deadline) throw error;
      await delay(250);
    }
  }
}

async function startOnce(options: EmbeddedClickhouseOptions): Promise<EmbeddedClickhouse> {
  const secret = options.secret ?? randomBytes(24).toString('base64url');
  const host = options.host ?? '127.0.0.1';
  const folder = await createRunFolder({ ...options, secret });
  const engine = spawnEngine(folder, { ...options, host, port: options.port ?? 0 });
  const stop = async () => {
    await engine.stop();
    await removeRunFolder(folder);
  };
  try {
    const port = await waitForPort(folder, engine);
    await removeOtherRunFolders(folder, options.dataDir);
    const origin = `${host.includes(':') ? `[${host}]` : host}:${port}`;
    await declareQueryClasses(origin, secret);
    void engine.exited.then((exit) => options.onExit?.(exit));
    return { url: `http://${CLIENT_USER}:${secret}@${origin}`, pid: engine.pid, [Symbol.asyncDispose]: stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

async function waitForPort(folder: RunFolder, engine: EngineProcess): Promise<number> {
  const deadline = Date.now() + START_DEADLINE_MS;
  while (Date.now() < deadline) {
    const port = await findPort(folder);
    if (port !== null) return port;
    const exit = await Promise.race([engine.exited, delay(10)]);
    if (exit) throw await startError(engine.lastLines, folder);
  }
  throw new Error(`The ClickHouse engine did not open its port within ${START_DEADLINE_MS / 1000} s`);
}

async function startError(lines: string[], folder: RunFolder): Promise<Error> {
  const text = lines.join('\n');
  if (text.includes('Cannot lock file')) {
    const holder = await findHolder(folder);
    return new FolderInUseError(`The ClickHouse data in ${folder.dataDir} is already in use by process ${holder}`);
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
