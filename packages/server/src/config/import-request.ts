import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { toConfig } from './config.ts';
import { readSettings, SettingsError } from './env.ts';

/** An archive that somebody at the server brings into a project. */
export interface ImportRequest {
  /** Of the archive. */
  path: string;
  projectId: string;
  dryRun: boolean;
  withSettings: boolean;
  /** Null: the embedded one of the data folder. */
  databaseUrl: string | null;
  dataDir: string;
  blobUrl: string;
}

const USAGE = `npm run import -- archive.tar --project <id> [--dry-run] [--with-settings] [--data-dir ./data]

Brings an archive into a project. It is read in full and checked before anything is stored; with --dry-run it only says what
would come. Importing the same archive again changes nothing. --with-settings also takes over its retention and its masking
rules. Tidemark has to be running: its workers do the work, and this waits for them.
`;

/** Null when help was asked for; `usage` is then to be shown. */
export function readImportRequest(argv: readonly string[] = process.argv.slice(2), env = process.env) {
  const { values, positionals } = parse(argv);
  if (values.help === true) return { usage: USAGE, request: null };
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new SettingsError(['name one archive']);
  if (values.project === undefined) throw new SettingsError(['--project: name the project']);
  const settings = readSettings({ ...env, ...(values['data-dir'] ? { DATA_DIR: values['data-dir'] } : {}) });
  const { dataDir, blobUrl } = toConfig(settings);
  const request: ImportRequest = {
    ...{ path: resolve(path), projectId: values.project, dataDir, blobUrl },
    dryRun: values['dry-run'] ?? false,
    withSettings: values['with-settings'] ?? false,
    databaseUrl: settings.DATABASE_URL ?? null,
  };
  return { usage: USAGE, request };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        project: { type: 'string' },
        'dry-run': { type: 'boolean' },
        'with-settings': { type: 'boolean' },
        'data-dir': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new SettingsError([(error as Error).message]);
  }
}
