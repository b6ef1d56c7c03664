import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readSettings, SettingsError } from './env.ts';

/** What somebody at the server asks to be read again. */
export interface ReplayRequest {
  projectId: string;
  range: { from?: string; to?: string; all: boolean };
  dryRun: boolean;
  /** Null: the embedded one of the data folder. */
  databaseUrl: string | null;
  dataDir: string;
}

const USAGE = `npm run replay -- --project <id> (--from <time> [--to <time>] | --all) [--dry-run] [--data-dir ./data]

Has what a project received in a range of time read again, with the mappings, models and prices of today. Rows that this
gives replace those of before; nothing is counted twice. Times such as 2026-11-20T12:00:00Z are those at which the server
received the data. Tidemark has to be running: its workers do the work, and this waits for them.
`;

/** Null when help was asked for; `usage` is then to be shown. */
export function readReplayRequest(argv: readonly string[] = process.argv.slice(2), env = process.env) {
  const { values } = parse(argv);
  if (values.help === true) return { usage: USAGE, request: null };
  if (values.project === undefined) throw new SettingsError(['--project: name the project']);
  const settings = readSettings({ ...env, ...(values['data-dir'] ? { DATA_DIR: values['data-dir'] } : {}) });
  const { from, to, all = false } = values;
  const request: ReplayRequest = {
    projectId: values.project,
    range: { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), all },
    dryRun: values['dry-run'] ?? false,
    databaseUrl: settings.DATABASE_URL ?? null,
    dataDir: resolve(settings.DATA_DIR),
  };
  return { usage: USAGE, request };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        project: { type: 'string' },
        from: { type: 'string' },
        to: { type: 'string' },
        all: { type: 'boolean' },
        'dry-run': { type: 'boolean' },
        'data-dir': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new SettingsError([(error as Error).message]);
  }
}
