import { join } from 'node:path';
import { startEmbeddedClickhouse } from '@tidemark/embedded-clickhouse';

const GIB = 2 ** 30;
/** What the product gives its engine of MEMORY_LIMIT=2g. */
const ENGINE_MEMORY_BYTES = Math.floor(2 * GIB * 0.6);

export interface Engine extends AskEngine, AsyncDisposable {
  pid: number;
}

export interface AskEngine {
  /** Rows of an answer. */
  rows(sql: string): Promise<Record<string, unknown>[]>;
  /** The answer's body as it comes. */
  stream(sql: string): Promise<AsyncIterable<Uint8Array>>;
  /** A statement, with the data of an INSERT. */
  run(sql: string, data?: Buffer): Promise<void>;
}

/** The engine of a stopped product, on the same data, asked directly. */
export async function openEngine(productDataDir: string): Promise<Engine> {
  const engine = await startEmbeddedClickhouse({
    dataDir: join(productDataDir, 'clickhouse'),
    memoryLimitBytes: ENGINE_MEMORY_BYTES,
  });
  return { pid: engine.pid, ...askEngine(engine.url), [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose]() };
}

/** An engine that runs already. */
export function askEngine(engineUrl: string): AskEngine {
  const url = new URL(engineUrl);
  const authorization = `Basic ${Buffer.from(`${url.username}:${url.password}`).toString('base64')}`;
  const ask = async (sql: string, data?: Buffer) => {
    const target = data === undefined ? url.origin : `${url.origin}/?query=${encodeURIComponent(sql)}`;
    const body = data === undefined ? sql : new Uint8Array(data);
    const answer = await fetch(target, { method: 'POST', headers: { authorization }, body });
    if (!answer.ok) throw new Error(`The engine refused ${sql.slice(0, 200)}: ${(await answer.text()).slice(0, 500)}`);
    return answer;
  };
  return {
    async rows(sql) {
      const text = await (await ask(`${sql} FORMAT JSONEachRow`)).text();
      return text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    },
    async stream(sql) {
      const { body } = await ask(sql);
      if (!body) throw new Error('The engine answered nothing');
      return body;
    },
    async run(sql, data) {
      await (await ask(sql, data)).arrayBuffer();
    },
  };
}
