import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readFile, stat } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTidemark } from '../harness/start-tidemark.ts';
import type { Tidemark } from '../harness/start-tidemark.ts';
import { waitUntil } from '../harness/wait-until.ts';

const run = promisify(execFile);
const MAIN = join(import.meta.dirname, 'main.ts');
const GENERATED = { INIT_PROJECT_PUBLIC_KEY: '', INIT_PROJECT_SECRET_KEY: '' };

describe('npm run demo', () => {
  let tidemark: Tidemark;
  let authorization: string;

  beforeAll(async () => {
    tidemark = await startTidemark({ env: GENERATED });
    const kept = await readFile(join(tidemark.dataDir, 'first-keys.env'), 'utf8');
    const [publicKey, secretKey] = ['PUBLIC', 'SECRET'].map(
      (kind) => new RegExp(`LANGFUSE_${kind}_KEY=(.+)`).exec(kept)?.[1],
    );
    authorization = `Basic ${Buffer.from(`${publicKey}:${secretKey}`).toString('base64')}`;
  });
  afterAll(() => tidemark[Symbol.asyncDispose]());

  const demo = (...args: string[]) =>
    run(process.execPath, [MAIN, ...args], { env: { PATH: process.env['PATH'] ?? '' }, timeout: 60_000 });
  const countOf = async (list: string) => {
    const answer = await fetch(`${tidemark.url}/api/public/${list}?limit=1`, { headers: { authorization } });
    return ((await answer.json()) as { meta: { totalItems: number } }).meta.totalItems;
  };

  it('finds the keys of a server that was started on the same machine, and fills its project with a week', async () => {
    const { stdout } = await demo('--data-dir', tidemark.dataDir);
    const [, traces = '', steps = '', scores = ''] =
      /Sent (\d+) traces with (\d+) steps and (\d+) scores/.exec(stdout) ?? [];
    expect(Number(traces)).toBeGreaterThan(350);
    const counts = async () =>
      `${await countOf('traces')} ${await countOf('observations')} ${await countOf('v2/scores')}`;
    await waitUntil(async () => (await counts()) === `${traces} ${steps} ${scores}`, {
      what: `${traces} ${steps} ${scores} to be readable`,
    });
    expect(stdout).toContain(`/project/${tidemark.projectId}/traces/`);
  });

  it('keeps those keys to the owner of the folder', async () => {
    const { mode } = await stat(join(tidemark.dataDir, 'first-keys.env'));
    expect(mode & 0o077).toBe(0);
  });

  it('says so when the keys are wrong, when there are none, and when no server answers', async () => {
    const refusal = (...args: string[]) =>
      demo(...args).then(
        () => 'sent',
        (error: { stderr: string }) => error.stderr,
      );
    const keys = ['--public-key', 'pk-tm-wrong-key', '--secret-key', 'sk-tm-wrong-key'];
    const refusals = await Promise.all([
      refusal('--url', tidemark.url, ...keys),
      refusal('--url', 'http://127.0.0.1:1', ...keys),
      refusal('--url', tidemark.url, '--data-dir', '/nowhere'),
    ]);
    for (const [n, words] of [
      'does not know these keys',
      'No server answers at http://127.0.0.1:1',
      'No keys',
    ].entries())
      expect(refusals[n]).toContain(words);
  });
});
