import { readdir, readFile } from 'node:fs/promises';

export interface ProcessInfo {
  pid: number;
  parent: number;
  command: string;
}

/** Processes of this machine, from /proc: Linux only, like everything that asks for orphans. */
export async function listProcesses(): Promise<ProcessInfo[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map((pid) => readProcess(Number(pid))));
  return found.filter((process) => process !== null);
}

async function readProcess(pid: number): Promise<ProcessInfo | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z') return null;
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    return { pid, parent: Number(parent), command };
  } catch {
    return null;
  }
}

/** What works on a data folder, by the folder's name in the command line. */
export async function processesOf(dataDir: string): Promise<ProcessInfo[]> {
  return (await listProcesses()).filter(({ command }) => command.includes(dataDir));
}
