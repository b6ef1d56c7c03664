import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { RunFolder } from './run-folder.ts';

export interface EngineExit {
  code: number | null;
  signal: string | null;
}

export interface EngineProcess {
  pid: number;
  /** The end of what it printed; it fills while the process runs. */
  lastLines: string[];
  exited: Promise<EngineExit>;
  /** Ends it in good order, and by force after 20 s. May be called again, and after it has ended. */
  stop(): Promise<void>;
}

const STOP_DEADLINE_MS = 20_000;
const KEPT_LINES = 50;

export function spawnEngine(
  folder: RunFolder,
  options: { host: string; port: number; onLog?(line: string): void },
): EngineProcess {
  const entry = fileURLToPath(new URL('./server-process.ts', import.meta.url));
  const { dataDir, configFile, portFile } = folder;
  const args = [entry, dataDir, configFile, options.host, String(options.port), portFile];
  const child = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    // No more than this: the engine looks for credentials of outside services in its environment.
    env: { TZ: 'UTC' },
    // The engine would read a config.xml of the folder it is started in.
    cwd: folder.path,
    // Its own process group: a terminal's Ctrl-C must not stop it before those who use it.
    detached: true,
  });
  const lastLines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lastLines.push(line);
      if (lastLines.length > KEPT_LINES) lastLines.shift();
      options.onLog?.(line);
    });
  }
  child.stdin.on('error', () => {});
  // 'close' rather than 'exit': then everything it printed has been read.
  const exited = once(child, 'close').then(([code, signal]: EngineExit[keyof EngineExit][]) => {
    return { code, signal } as EngineExit;
  });
  const stop = async () => {
    child.stdin.end();
    const kill = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE_MS);
    await exited;
    clearTimeout(kill);
  };
  return { pid: child.pid ?? 0, lastLines, exited, stop };
}
