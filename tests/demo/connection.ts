import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface Connection {
  url: string;
  publicKey: string;
  secretKey: string;
}

export interface DemoOptions extends Connection {
  seed: string;
  /** The workload ends here; milliseconds since 1970. */
  untilMs: number;
}

export const USAGE = `npm run demo -- [--url http://127.0.0.1:3000] [--public-key pk-… --secret-key sk-…] [--data-dir ./data] [--seed text] [--until 2026-01-31T12:00:00Z]

Keys come from the flags, else from LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY, else from INIT_PROJECT_PUBLIC_KEY and
INIT_PROJECT_SECRET_KEY, else from the data folder of the server that was started here.`;

/** Throws with words for the terminal when there are no keys. */
export async function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): Promise<DemoOptions | 'help'> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      url: text,
      'public-key': text,
      'secret-key': text,
      'data-dir': text,
      seed: text,
      until: text,
      help: { type: 'boolean' },
    },
  });
  if (values.help) return 'help';
  const kept = await keptKeys(values['data-dir'] ?? env['DATA_DIR'] ?? './data');
  const url =
    values.url ??
    env['LANGFUSE_BASE_URL'] ??
    env['LANGFUSE_HOST'] ??
    kept['LANGFUSE_BASE_URL'] ??
    `http://127.0.0.1:${env['PORT'] || 3000}`;
  const publicKey =
    values['public-key'] ?? env['LANGFUSE_PUBLIC_KEY'] ?? env['INIT_PROJECT_PUBLIC_KEY'] ?? kept['LANGFUSE_PUBLIC_KEY'];
  const secretKey =
    values['secret-key'] ?? env['LANGFUSE_SECRET_KEY'] ?? env['INIT_PROJECT_SECRET_KEY'] ?? kept['LANGFUSE_SECRET_KEY'];
  if (!publicKey || !secretKey)
    throw new Error(
      `No keys. Copy a pair from Settings → API keys (or from the first start’s output) and give it:\n\n${USAGE}`,
    );
  return {
    url: url.replace(/\/$/, ''),
    publicKey,
    secretKey,
    seed: values.seed ?? 'tidemark',
    untilMs: endOf(values.until),
  };
}

/** What the first start kept for tools on the same machine; nothing when it ran elsewhere. */
async function keptKeys(dataDir: string): Promise<Record<string, string>> {
  const text = await readFile(resolve(process.env['INIT_CWD'] ?? '.', dataDir, 'first-keys.env'), 'utf8').catch(
    () => '',
  );
  return Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const [, name, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
      return name && value ? [[name, value]] : [];
    }),
  );
}

function endOf(until: string | undefined): number {
  if (until === undefined) return Math.floor(Date.now() / 60_000) * 60_000;
  const end = Date.parse(until);
  if (Number.isNaN(end)) throw new Error(`--until is no time: ${until}`);
  return end;
}
