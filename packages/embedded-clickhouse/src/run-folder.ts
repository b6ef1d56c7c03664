import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { configXml, usersXml } from './engine-config.ts';
import { planMemory } from './memory-plan.ts';

/** Absolute paths of one start: its configuration, and the file into which the engine writes the port it got. */
export interface RunFolder {
  path: string;
  dataDir: string;
  configFile: string;
  portFile: string;
}

/**
 * Writes the configuration of one start into a folder of its own, so that a second start on the same data, which the
 * engine is about to refuse, cannot disturb the running one.
 */
export async function createRunFolder(options: {
  dataDir: string;
  memoryLimitBytes: number;
  secret: string;
  usersFile?: string;
}): Promise<RunFolder> {
  const plan = planMemory(options.memoryLimitBytes);
  const runs = runsPath(options.dataDir);
  await mkdir(runs, { recursive: true, mode: 0o700 });
  const path = await mkdtemp(join(runs, 'run-'));
  const usersFile = join(path, 'users.xml');
  const folder = {
    path,
    dataDir: resolve(options.dataDir, 'data'),
    configFile: join(path, 'config.xml'),
    portFile: join(path, 'port'),
  };
  await writeFile(usersFile, usersXml(plan, options.secret), { mode: 0o600 });
  if (options.usersFile) {
    await mkdir(join(path, 'users.d'), { mode: 0o700 });
    await copyFile(options.usersFile, join(path, 'users.d', 'further.xml'));
  }
  await writeFile(folder.configFile, configXml(plan, usersFile), { mode: 0o600 });
  return folder;
}

/** Removes what killed starts left behind. Call it only while holding the engine's lock on the data. */
export async function removeOtherRunFolders(current: RunFolder, dataDir: string): Promise<void> {
  const runs = runsPath(dataDir);
  const stale = (await readdir(runs)).map((name) => join(runs, name)).filter((path) => path !== current.path);
  await Promise.all(stale.map((path) => rm(path, { recursive: true, force: true })));
}

export async function removeRunFolder(folder: RunFolder): Promise<void> {
  await rm(folder.path, { recursive: true, force: true });
}

/** The port, or null while the engine has not opened it. */
export async function findPort(folder: RunFolder): Promise<number | null> {
  const text = await readFile(folder.portFile, 'utf8').catch(() => '');
  return /^\d+\n$/.test(text) ? Number(text) : null;
}

/** Who has the data open: what the engine wrote into the file that it locks. */
export async function findHolder(folder: RunFolder): Promise<string> {
  const status = await readFile(join(folder.dataDir, 'status'), 'utf8').catch(() => '');
  return /^PID: (\d+)/m.exec(status)?.[1] ?? '(unknown)';
}

function runsPath(dataDir: string): string {
  return resolve(dataDir, 'runs');
}
