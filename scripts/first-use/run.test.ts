import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

const RUN = join(import.meta.dirname, 'run.mjs');
/** Says what reaches it: arguments, signals, the end of who started it. */
const SCRIPT = `
import { writeFileSync } from 'node:fs';
const [folder, ...rest] = process.argv.slice(2);
if (rest[0] === 'allocator') {
  writeFileSync(folder + '/allocator', process.env.MALLOC_MMAP_THRESHOLD_ + ' ' + process.env.MALLOC_ARENA_MAX);
  process.exit();
}
if (rest[0] === 'exit') process.exit(Number(rest[1]));
process.on('SIGTERM', () => process.exit(7));
process.on('disconnect', () => { writeFileSync(folder + '/orphaned', ''); process.exit(); });
process.channel.ref();
setInterval(() => {}, 1000);
writeFileSync(folder + '/ready', String(process.versions.node));
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-run-'));
  writeFileSync(join(folder, 'script.mjs'), SCRIPT);
});
afterAll(() => rmSync(folder, { recursive: true }));

function launch(...args: string[]): ChildProcess {
  return launchWith({}, args);
}
function launchWith(env: Record<string, string>, args: string[]): ChildProcess {
  rmSync(join(folder, 'ready'), { force: true });
  const list = JSON.stringify([folder, ...args]);
  const code = `import { run } from ${JSON.stringify(RUN)}; run(${JSON.stringify(join(folder, 'script.mjs'))}, ${list});`;
  return spawn(process.execPath, ['--input-type=module', '-e', code], {
    env: { ...process.env, ...env },
    stdio: 'ignore',
  });
}
const exited = (child: ChildProcess) => new Promise((resolve) => child.once('exit', (code) => resolve(code)));
const appeared = (name: string) =>
  vi.waitFor(() => expect(existsSync(join(folder, name))).toBe(true), { timeout: 20_000 });

test('the exit code of the script is that of the command', async () => {
  expect(await exited(launch('exit', '3'))).toBe(3);
});

test('a signal reaches the script, which decides how to end', async () => {
  const child = launch();
  await appeared('ready');
  child.kill('SIGTERM');
  expect(await exited(child)).toBe(7);
});

test('a script notices that the command was killed', async () => {
  const child = launch();
  await appeared('ready');
  const ended = exited(child);
  child.kill('SIGKILL');
  await appeared('orphaned');
  await ended;
  expect(child.signalCode).toBe('SIGKILL');
});

test('the script gets an allocator that gives large buffers back, unless somebody has set another', async () => {
  await exited(launchWith({ MALLOC_ARENA_MAX: '5' }, ['allocator']));
  expect(readFileSync(join(folder, 'allocator'), 'utf8')).toBe('131072 5');
});
