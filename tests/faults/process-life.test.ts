import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startTidemark } from '../harness/start-tidemark.ts';
import { waitUntil } from '../harness/wait-until.ts';
import { processesOf } from './processes.ts';

const MAIN = new URL('../../packages/server/src/main.ts', import.meta.url).pathname;

async function run(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  await once(child, 'close');
  return { code: child.exitCode, output };
}

test('--help names the settings and exits with 0', async () => {
  const { code, output } = await run(['--help']);
  expect(code).toBe(0);
  expect(output).toMatch(/--port, PORT.*Default: 3000/);
});

test('every problem of bad settings is reported at once, in words, with exit code 1', async () => {
  const { code, output } = await run(['--port', 'many'], { ROLE: 'king', MEMORY_LIMIT: 'lots' });
  expect(code).toBe(1);
  for (const name of ['PORT', 'ROLE', 'MEMORY_LIMIT']) expect(output).toContain(`- ${name}:`);
  expect(output).not.toMatch(/\n\s+at /);
});

test('a second start on a data folder in use is refused with the reason, the first one goes on', async () => {
  await using tidemark = await startTidemark();
  const { code, output } = await run(['--port', '0', '--data-dir', tidemark.dataDir]);
  expect(code).toBe(1);
  expect(output).toContain(`already runs on ${tidemark.dataDir}`);
  expect((await fetch(`${tidemark.url}/api/public/ready`)).status).toBe(200);
});

test('SIGINT stops the engines, too, and the folder can be used again', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tidemark-'));
  {
    await using tidemark = await startTidemark({ dataDir });
    expect((await processesOf(dataDir)).length).toBeGreaterThan(2);
    process.kill(tidemark.pid, 'SIGINT');
    await waitUntil(async () => (await processesOf(dataDir)).length === 0, {
      withinMs: 20_000,
      what: () => 'no process on the folder',
    });
    await tidemark.start();
  }
  expect(await processesOf(dataDir)).toEqual([]);
  await rm(dataDir, { recursive: true, force: true });
});

test('kill -9 of the main process leaves no orphan', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tidemark-'));
  await using tidemark = await startTidemark({ dataDir });
  await tidemark.kill9();
  await waitUntil(async () => (await processesOf(dataDir)).length === 0, {
    withinMs: 20_000,
    what: () => 'no process on the folder',
  });
  await rm(dataDir, { recursive: true, force: true });
});
