import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Row } from '../../harness/public-api.ts';
import type { Address } from '../../harness/start-tidemark.ts';

export type PythonSdk = { python: string } | { missing: string };

const run = promisify(execFile);
const CACHE = new URL('../../../node_modules/.cache/python-sdks/', import.meta.url).pathname;

/** A Python with the newest `langfuse` of a major version, made once; or why there is none on this machine. */
export async function pythonSdk(major: number): Promise<PythonSdk> {
  const folder = join(CACHE, `langfuse-${major}`);
  const python = join(folder, 'bin/python');
  if (existsSync(python)) return { python };
  const systemPython = await findPython();
  if (!systemPython) return { missing: 'no Python ≥ 3.10 on the PATH' };
  try {
    await install(systemPython, folder, major);
    return { python };
  } catch (error) {
    return { missing: `the package index gave no langfuse ${major}: ${(error as Error).message.slice(-300)}` };
  }
}

/** Runs a script of this folder with a JSON on its stdin, and parses the last line that it prints. */
export async function runScript(
  sdk: PythonSdk,
  script: string,
  message: { input: unknown; address: Address },
): Promise<Row> {
  if ('missing' in sdk) throw new Error(sdk.missing);
  const { url, publicKey, secretKey } = message.address;
  const env = {
    PATH: process.env['PATH'] ?? '',
    PYTHONUTF8: '1',
    LANGFUSE_HOST: url,
    LANGFUSE_BASE_URL: url,
    LANGFUSE_PUBLIC_KEY: publicKey,
    LANGFUSE_SECRET_KEY: secretKey,
  };
  const running = run(sdk.python, [join(import.meta.dirname, script)], { env, timeout: 60_000, maxBuffer: 2 ** 24 });
  running.child.stdin?.end(JSON.stringify(message.input));
  const { stdout, stderr } = await running;
  const line = stdout.trimEnd().split('\n').at(-1);
  if (!line) throw new Error(`${script} printed nothing: ${stderr}`);
  return JSON.parse(line) as Row;
}

/** A folder that exists is whole: it gets its name only after everything is installed. */
async function install(python: string, folder: string, major: number): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const making = `${folder}.${process.pid}`;
  try {
    await run(python, ['-m', 'venv', making], { timeout: 60_000 });
    const wanted = [`langfuse>=${major},<${major + 1}`];
    await run(join(making, 'bin/python'), ['-m', 'pip', 'install', '--quiet', ...wanted], { timeout: 240_000 });
    await rename(making, folder);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

async function findPython(): Promise<string | null> {
  const isNewEnough = 'import sys; raise SystemExit(sys.version_info < (3, 10))';
  for (const name of ['python3', 'python', 'python3.13', 'python3.12', 'python3.11', 'python3.10']) {
    const found = await run(name, ['-c', isNewEnough], { timeout: 20_000 }).catch(() => null);
    if (found) return name;
  }
  return null;
}
