import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#domain/errors';

/**
 * Takes the data folder for this process, or says who has it. The lock names a process and when it started, so that
 * one left by a killed process is recognised even when its number was given to another.
 */
export async function lockDataDir(dataDir: string): Promise<AsyncDisposable> {
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  const path = join(dataDir, 'tidemark.lock');
  const own = `${process.pid} ${await startOf(process.pid)}\n`;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (await createExclusively(path, own)) return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
    const [pid, start] = (await readFile(path, 'utf8').catch(() => '')).trim().split(' ');
    if (pid && start && (await startOf(Number(pid))) === start) {
      throw new AppError(
        'conflict',
        `Tidemark already runs on ${dataDir} (process ${pid}). Stop it first, or choose another folder with --data-dir.`,
      );
    }
    await rm(path, { force: true });
  }
  throw new AppError('conflict', `Could not take the lock ${path}: another process keeps taking it`);
}

async function createExclusively(path: string, text: string): Promise<boolean> {
  try {
    await using file = await open(path, 'wx');
    await file.writeFile(text);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** When a process started, in the system's own words; `gone` when there is none. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  const state = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (state) return state[0] === 'Z' ? 'gone' : (state[19] ?? 'gone');
  try {
    process.kill(pid, 0);
    return 'alive';
  } catch {
    return 'gone';
  }
}

/** The root of encryption and signing: the setting, or one made on the first start and kept in the data folder. */
export async function ensureSecretKey(dataDir: string, setting: string | undefined): Promise<string> {
  if (setting) return setting;
  const path = join(dataDir, 'secret-key');
  const kept = await readFile(path, 'utf8').catch(() => '');
  if (kept.trim().length >= 32) return kept.trim();
  const made = randomBytes(48).toString('base64url');
  await writeFile(path, `${made}\n`, { mode: 0o600 });
  return made;
}

/**
 * Keeps the keys that the first start made up where tools of this machine (the demo) find them, readable by the owner
 * only, like the `secret-key` beside them; later starts keep the address current.
 */
export async function keepFirstKeys(
  dataDir: string,
  url: string,
  made: { publicKey: string; secretKey: string } | null,
): Promise<void> {
  const path = join(dataDir, 'first-keys.env');
  const kept = made
    ? `LANGFUSE_BASE_URL=\nLANGFUSE_PUBLIC_KEY=${made.publicKey}\nLANGFUSE_SECRET_KEY=${made.secretKey}\n`
    : await readFile(path, 'utf8').catch(() => null);
  if (kept === null) return;
  await writeFile(path, kept.replace(/^LANGFUSE_BASE_URL=.*$/m, `LANGFUSE_BASE_URL=${url}`), { mode: 0o600 });
}
