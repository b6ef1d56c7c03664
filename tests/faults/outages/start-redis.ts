import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../harness/free-port.ts';
import { waitUntil } from '../../harness/wait-until.ts';

export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

export interface RedisServer extends AsyncDisposable {
  url: string;
  port: number;
  start(): Promise<void>;
  /** SIGKILL: without persistence everything in it is gone. */
  kill9(): Promise<void>;
  /** Runs redis-cli and gives what it prints. */
  cli(...words: string[]): string;
}

/** A Redis that is not started yet, on a port that stays the same. It keeps nothing over a kill unless settings say so. */
export async function redisServer(...settings: string[]): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'redis-'));
  const port = await freePort();
  let server: ChildProcess | null = null;
  const end = async (signal: NodeJS.Signals) => {
    const running = server;
    server = null;
    if (!running) return;
    const ended = once(running, 'exit');
    running.kill(signal);
    await ended;
  };
  const cli = (...words: string[]) =>
    spawnSync('redis-cli', ['-p', `${port}`, ...words])
      .stdout.toString()
      .trim();
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    cli,
    start: async () => {
      const place = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
      server = spawn('redis-server', [...place, ...settings], { stdio: 'ignore' });
      await waitUntil(async () => cli('ping') === 'PONG', { what: 'Redis to answer' });
    },
    kill9: () => end('SIGKILL'),
    [Symbol.asyncDispose]: async () => {
      await end('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}
