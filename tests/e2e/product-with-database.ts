import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@tidemark/server/embedded-postgres';
import pg from 'pg';
import { startTidemark } from '../harness/start-tidemark.ts';
import type { Tidemark } from '../harness/start-tidemark.ts';

/** A product whose database a test can reach, since days are over when the database's clock says so. */
export interface ProductWithDatabase {
  tidemark: Tidemark;
  /** One statement. */
  query(text: string, values?: readonly unknown[]): Promise<void>;
}

export async function productWithDatabase(stack: AsyncDisposableStack): Promise<ProductWithDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-journey-'));
  stack.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const quiet = { onLog: () => undefined, onExit: () => undefined };
  const { url } = stack.use(
    await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), sharedBuffersBytes: 2 ** 26, ...quiet }),
  );
  const env = { DATABASE_URL: url, SECRET_KEY: randomBytes(32).toString('hex'), DELETION_PURGE_INTERVAL: '1' };
  const tidemark = stack.use(await startTidemark({ env }));
  const query = async (text: string, values: readonly unknown[] = []): Promise<void> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(text, [...values]);
    } finally {
      await client.end();
    }
  };
  return { tidemark, query };
}
