import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../harness/free-port.ts';
import { basicAuth } from '../harness/public-api.ts';
import { waitUntil } from '../harness/wait-until.ts';
import { SERVER, startLife } from './kills/product.ts';
import type { Life, Site } from './kills/product.ts';

/** What a purge does, in its order; `failpoint.ts` says each in words. */
const POINTS = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8'];
const ADMIN = { authorization: 'Bearer an-admin-key-of-the-fault-harness' };
const VERIFIER = new URL('../../scripts/verify-certificate.ts', import.meta.url).pathname;

let site: Site;
let life: Life | null = null;
beforeAll(async () => {
  const url = `http://127.0.0.1:${await freePort()}`;
  const env = {
    ADMIN_API_KEY: ADMIN.authorization.slice('Bearer '.length),
    DELETION_GRACE_DAYS: '0',
    DELETION_ALLOW_IMMEDIATE: 'true',
    DELETION_PURGE_INTERVAL: '1',
  };
  site = { name: 'purge', url, dataDir: await mkdtemp(join(tmpdir(), 'tidemark-purge-')), server: SERVER, env };
});
afterAll(async () => {
  await end();
  await rm(site.dataDir, { recursive: true, force: true, maxRetries: 5 });
});

async function begin(failpoint: string | null) {
  life = startLife(site, failpoint);
  expect(await life.ready(), life.log()).toBe(true);
}

async function end() {
  if (life && !life.hasEnded()) life.kill('SIGTERM');
  await life?.ended;
}

async function json(path: string, init: RequestInit = {}): Promise<{ status: number; body: never }> {
  const headers = { 'content-type': 'application/json', origin: site.url, ...(init.headers as object) };
  const answer = await fetch(`${site.url}${path}`, { ...init, headers });
  const text = await answer.text();
  return { status: answer.status, body: (text ? JSON.parse(text) : null) as never };
}

/** A project with a trace in it, made as a person does it. */
async function newProject(name: string): Promise<string> {
  const credentials = JSON.stringify({ email: 'faults@example.com', password: 'correct horse' });
  const signIn = await fetch(`${site.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: site.url },
    body: credentials,
  });
  const cookie = signIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const call = async (procedure: string, input: object) => {
    const { body } = await json(`/api/trpc/${procedure}`, {
      method: 'POST',
      headers: { cookie },
      body: JSON.stringify(input),
    });
    return (body as { result: { data: Record<string, string> } }).result.data;
  };
  const { body } = await json('/api/v1/projects', { headers: ADMIN });
  const [{ organizationId } = { organizationId: '' }] = (body as { data: { organizationId: string }[] }).data;
  const { id = '' } = await call('projects.create', { organizationId, name });
  const { publicKey = '', secretKey = '' } = await call('apiKeys.create', { projectId: id });
  const auth = basicAuth({ publicKey, secretKey });
  const timestamp = new Date().toISOString();
  const batch = [{ id: name, type: 'trace-create', timestamp, body: { id: name, name, input: 'forget me' } }];
  expect(
    (await json('/api/public/ingestion', { method: 'POST', headers: auth, body: JSON.stringify({ batch }) })).status,
  ).toBe(207);
  const isStored = async () => (await json(`/api/public/traces/${name}`, { headers: auth })).status === 200;
  await waitUntil(isStored, { withinMs: 60_000, what: () => 'the trace to be stored' });
  return id;
}

/** From the mail that tells of the end. */
async function certificateOf(name: string): Promise<string> {
  const folder = join(site.dataDir, 'outbox');
  let id = '';
  const isTold = async () => {
    for (const file of (await readdir(folder)).filter((entry) => entry.endsWith('.eml'))) {
      const mail = (await readFile(join(folder, file), 'utf8')).replaceAll('=\n', '');
      if (mail.includes(name)) id = /deletion-certificates\/([0-9a-f-]{36})/.exec(mail)?.[1] ?? id;
    }
    return id !== '';
  };
  await waitUntil(isTold, { withinMs: 60_000, what: () => `the mail about the end of ${name}` });
  return id;
}

async function verify(certificate: string): Promise<number> {
  const path = join(site.dataDir, 'certificate.json');
  await writeFile(path, certificate);
  const run = promisify(execFile)(process.execPath, [VERIFIER, path]);
  return run.then(() => 0).catch((error: { code: number }) => error.code);
}

test.each(POINTS)(
  'F01: a process that is killed at %s of a purge is followed by one that ends it, with a certificate that a changed byte breaks',
  async (point) => {
    await begin(`${point}:kill:1`);
    const name = `Killed at ${point}`;
    const id = await newProject(name);
    expect((await json(`/api/v1/projects/${id}`, { method: 'DELETE', headers: ADMIN })).status).toBe(204);
    expect(await life?.ended).toBe('SIGKILL');
    expect(life?.reached(), life?.log()).toBe(true);

    await begin(null);
    const isGone = async () => (await json(`/api/v1/projects/${id}`, { headers: ADMIN })).status === 404;
    await waitUntil(isGone, { withinMs: 150_000, what: () => `the purge to end\n${life?.log()}` });
    const { status, body } = await json(`/api/public/deletion-certificates/${await certificateOf(name)}`);
    expect(status).toBe(200);
    expect((body as { body: { project: { id: string } } }).body.project.id).toBe(id);
    const text = JSON.stringify(body);
    expect(await verify(text)).toBe(0);
    expect(await verify(text.replace('"found":0', '"found":1'))).toBe(1);
    expect(await verify(text.replace(/("rows":)\d/, '$19'))).toBe(1);
    await end();
  },
  400_000,
);
