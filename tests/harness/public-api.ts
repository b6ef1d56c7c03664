import { inject } from 'vitest';
import { secondProject } from './second-project.ts';
import type { Address } from './start-tidemark.ts';
import { waitUntil } from './wait-until.ts';

/** A JSON object as it came; tests say by `expect` what they rely on. */
export type Row = Record<string, unknown>;

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** Empty when the body is no JSON object. */
  json: Row;
}

let own: Address | null = null;

/** The product that all files of a run share, and the project of it that this file uses. */
export function running(): Address {
  return own ?? inject('tidemark');
}

/** From now on this file has a project of its own. For files that compare balances, or lists, or fill them with what others would have to read. */
export async function useOwnProject(name: string): Promise<void> {
  own = await secondProject(inject('tidemark'), name);
}

/** One request as the first project's key, whatever its status. `init.headers` may replace the key. */
export async function send(path: string, init: RequestInit = {}): Promise<Answer> {
  const { url } = running();
  const answer = await fetch(new URL(path, url), { ...init, headers: { ...basicAuth(), ...init.headers } });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, json: parse(text) };
}

/** Reads an API path that must answer 200. */
export async function read(path: string, query: Record<string, string> = {}): Promise<Row> {
  const parameters = new URLSearchParams(query).toString();
  const answer = await send(parameters ? `${path}?${parameters}` : path);
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.text.slice(0, 500)}`);
  return answer.json;
}

/** Posts JSON. */
export function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  return send(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

export interface TraceRow extends Row {
  observations: Row[];
  scores: Row[];
}

/** A trace as soon as it has all its observations and scores. */
export async function readTrace(id: string, expected: { observations: number; scores?: number }): Promise<TraceRow> {
  let latest: Answer | undefined;
  let trace: TraceRow | undefined;
  const isThere = async () => {
    latest = await send(`/api/public/traces/${encodeURIComponent(id)}`);
    if (latest.status >= 500) throw new Error(`It answered ${latest.status}: ${latest.text}`);
    const found = latest.json as Partial<TraceRow>;
    trace = found as TraceRow;
    const counts = { observations: found.observations?.length ?? 0, scores: found.scores?.length ?? 0 };
    return counts.observations >= expected.observations && counts.scores >= (expected.scores ?? 0);
  };
  const what = () => `trace ${id} with ${JSON.stringify(expected)}; it last read ${latest?.text.slice(0, 1_500)}`;
  await waitUntil(isThere, { what });
  if (!trace) throw new Error(`No trace ${id}`);
  return trace;
}

/** Every observation of a trace by the second generation of the API, with all its fields, by name. */
export async function readObservationsV2(traceId: string): Promise<Map<string, Row>> {
  const fields = 'core,basic,time,io,metadata,model,usage,prompt,metrics,trace_context';
  const { data } = await read('/api/public/v2/observations', { traceId, fields, limit: '1000' });
  return byName(data as Row[]);
}

/** The last one of each name. */
export function byName(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row['name'] as string, row]));
}

export function named(rows: ReadonlyMap<string, Row>, name: string): Row {
  const row = rows.get(name);
  if (!row) throw new Error(`No ${name} among ${[...rows.keys()].join(', ')}`);
  return row;
}

export function basicAuth(keys: Pick<Address, 'publicKey' | 'secretKey'> = running()): { authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${keys.publicKey}:${keys.secretKey}`).toString('base64')}` };
}

function parse(text: string): Row {
  try {
    return (JSON.parse(text) as Row | null) ?? {};
  } catch {
    return {};
  }
}
