import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readSettings, SETTINGS, SettingsError } from './env.ts';
import type { Settings, WorkerGroup } from './env.ts';

/** What the composition root is given: settings with their consequences worked out. */
export interface Config extends Omit<Settings, 'DATA_DIR' | 'PUBLIC_URL' | 'BLOB_URL'> {
  dataDir: string;
  /** Not set: derived from the port that was really taken. */
  publicUrl: string | null;
  blobUrl: string;
  serves: boolean;
  works: readonly WorkerGroup[];
}

export type StartRequest = { kind: 'help'; text: string } | { kind: 'start'; config: Config };

/** The only reader of the process's environment and arguments. */
export function readStartRequest(argv: readonly string[] = process.argv.slice(2), env = process.env): StartRequest {
  const { flags, help } = readFlags(argv);
  return help
    ? { kind: 'help', text: helpText() }
    : { kind: 'start', config: toConfig(readSettings({ ...env, ...flags })) };
}

export function toConfig(settings: Settings): Config {
  const { DATA_DIR, PUBLIC_URL, BLOB_URL, ...rest } = settings;
  const dataDir = resolve(DATA_DIR);
  return {
    ...rest,
    dataDir,
    publicUrl: PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    blobUrl: BLOB_URL ?? `file://${join(dataDir, 'blobs')}`,
    serves: settings.ROLE !== 'worker',
    works: settings.ROLE === 'api' ? [] : settings.WORKER_QUEUES,
  };
}

const flagged = Object.entries(SETTINGS).flatMap(([name, { flag }]) => (flag ? [{ name, flag }] : []));

function readFlags(argv: readonly string[]): { flags: Record<string, string>; help: boolean } {
  const options: Record<string, { type: 'string' | 'boolean'; short?: string }> = {
    help: { type: 'boolean', short: 'h' },
  };
  for (const { flag } of flagged) options[flag] = { type: 'string' };
  try {
    const { values } = parseArgs({
      args: [...argv],
      options,
      strict: true,
    });
    const given = flagged.flatMap(({ name, flag }) => (typeof values[flag] === 'string' ? [[name, values[flag]]] : []));
    return { flags: Object.fromEntries(given) as Record<string, string>, help: values['help'] === true };
  } catch (error) {
    throw new SettingsError([`${(error as Error).message} Try: npm start -- --help`]);
  }
}

export function helpText(): string {
  const rows = Object.entries(SETTINGS).map(([name, { doc, fallback, flag }]) => {
    const left = flag ? `--${flag}, ${name}` : name;
    return `  ${left.padEnd(32)} ${doc} Default: ${fallback}.`;
  });
  return [
    'Tidemark: LLM observability you can trust with your data.',
    '',
    'Usage: npm start [-- --port 4000 --data-dir ./data …]',
    '',
    'Settings (environment variables; those with a flag may be given on the command line):',
    ...rows,
    '',
  ].join('\n');
}
