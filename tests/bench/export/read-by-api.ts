import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { micros } from '../../harness/micros.ts';
import { basicAuth } from '../../harness/public-api.ts';
import { startTidemark } from '../../harness/start-tidemark.ts';
import type { Contents } from './readers.ts';

interface Step {
  trace_id: string;
  id: string;
  start_time: string;
  input: string | null;
  output: string | null;
  total_cost: number;
}

/** What a program finds that asks a product on the same folder: the list's count, and every row of the stream. */
export async function contentsByApi(
  dataDir: string,
  projectId: string,
): Promise<{ counted: number; streamed: Contents }> {
  await using product = await startTidemark({ dataDir, env: { INIT_PROJECT_ID: projectId } });
  const ask = async (path: string) => {
    const answer = await fetch(`${product.url}/api/public/${path}`, { headers: basicAuth(product) });
    if (!answer.ok || !answer.body) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer;
  };
  const list = (await (await ask('observations?limit=1')).json()) as { meta: { totalItems: number } };
  const columns = 'trace_id,id,start_time,input,output,total_cost';
  const { body } = await ask(`v1/export/observations?format=jsonl&columns=${columns}`);
  let [rows, picoDollars, hash] = [0, 0n, 0n];
  for await (const line of createInterface({ input: Readable.fromWeb(body as never), crlfDelay: Infinity })) {
    if (line === '') continue;
    const step = JSON.parse(line) as Step;
    const text = [step.trace_id, step.id, micros(step.start_time), step.input ?? '', step.output ?? ''].join('|');
    hash += BigInt(`0x${createHash('md5').update(text).digest('hex').slice(0, 15)}`);
    picoDollars += BigInt(Math.round(step.total_cost * 1e12));
    rows += 1;
  }
  const digits = picoDollars.toString().padStart(13, '0');
  const cost = `${digits.slice(0, -12)}.${digits.slice(-12)}`;
  return { counted: list.meta.totalItems, streamed: { rows, cost, hash: hash.toString() } };
}
