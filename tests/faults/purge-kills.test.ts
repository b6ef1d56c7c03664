import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../harness/free-port.ts';
import { basicAuth } from '../harness/public-api.ts';
import { secondProject } from '../harness/second-project.ts';
import { waitUntil } from '../harness/wait-until.ts';
import { startEngines } from './kills/engines.ts';
import type { Engines } from './kills/engines.ts';
import { FOUNDER, SERVER, startLife } from './kills/product.ts';
import type { Life, Site } from './kills/product.ts';

/** What a purge does, in its order; `failpoint.ts` says each in words. */
const POINTS = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8'];
/** With PURGE_KILLS=all the engines end with the product at every point; in the ordinary run at one in the middle. */
const WITH_ENGINES = process.env['PURGE_KILLS'] === 'all' ? POINTS : ['P4'];
const ADMIN_KEY = 'an-admin-key-of-the-fault-harness';
const ADMIN = { authorization: `Bearer ${ADMIN_KEY}` };
const SETTINGS = {
  ADMIN_API_KEY: ADMIN_KEY,
  DELETION_GRACE_DAYS: '0',
  DELETION_ALLOW_IMMEDIATE: 'true',
  DELETION_PURGE_INTERVAL: '1',
};
const VERIFIER = new URL('../../scripts/verify-certificate.ts', import.meta.url).pathname;

let engines: Engines;
const [sites, lives]: [Site[], Life[]] = [[], []];
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(async () => {
  for (const life of lives.filter((one) => !one.hasEnded())) life.kill('SIGTERM');
  await Promise.all(lives.map(({ ended }) => ended));
  await engines?.[Symbol.asyncDispose]();
  for (const { dataDir } of sites) await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

async function newSite(name: string, env: Record<string, string> = {}): Promise<Site> {
  const dataDir = await mkdtemp(join(tmpdir(), `tidemark-purge-${name}-`));
  const url = `http://127.0.0.1:${await freePort()}`;
  const site = { name, url, dataDir, server: SERVER, env: { ...SETTINGS, ...env } };
  sites.push(site);
  return site;
}

async function begin(site: Site, failpoint: string | null): Promise<Life> {
  const life = startLife(site, failpoint);
  lives.push(life);
  expect(await life.ready(), life.log()).toBe(true);
  return life;
}

async function json(site: Site, path: string, init: RequestInit = {}): Promise<{ status: number; body: never }> {
  const headers = { 'content-type': 'application/json', ...(init.headers as object) };
  const answer = await fetch(`${site.url}${path}`, { ...init, headers });
  const text = await answer.text();
  return { status: answer.status, body: (text ? JSON.parse(text) : null) as never };
}

/** A project with a trace in it. */
async function newProject(site: Site, name: string): Promise<string> {
  const project = await secondProject({ ...FOUNDER, url: site.url }, name);
  const headers = basicAuth(project);
  const timestamp = new Date().toISOString();
  const batch = [{ id: name, type: 'trace-create', timestamp, body: { id: name, name, input: 'forget me' } }];
  const sent = await json(site, '/api/public/ingestion', { method: 'POST', headers, body: JSON.stringify({ batch }) });
  expect(sent.status).toBe(207);
  const isStored = async () => (await json(site, `/api/public/traces/${name}`, { headers })).status === 200;
  await waitUntil(isStored, { withinMs: 60_000, what: () => 'the trace to be stored' });
  return project.projectId;
}

/** From the mail that tells of the end. */
async function certificateOf(site: Site, name: string): Promise<string> {
  const outbox = join(site.dataDir, 'outbox');
  let id = '';
  const isTold = async () => {
    // There is no folder before the first mail.
    const files = await readdir(outbox).catch(() => []);
    for (const file of files.filter((entry) => entry.endsWith('.eml'))) {
      const mail = (await readFile(join(outbox, file), 'utf8')).replaceAll('=\n', '');
      if (mail.includes(name)) id = /deletion-certificates\/([0-9a-f-]{36})/.exec(mail)?.[1] ?? id;
    }
    return id !== '';
  };
  await waitUntil(isTold, { withinMs: 60_000, what: () => `the mail about the end of ${name}` });
  return id;
}

async function verify(site: Site, certificate: string): Promise<number> {
  const path = join(site.dataDir, 'certificate.json');
  await writeFile(path, certificate);
  const run = promisify(execFile)(process.execPath, [VERIFIER, path]);
  return run.then(() => 0).catch((error: { code: number }) => error.code);
}

/** Purges a project with a kill at the point; what the verifier says of its certificate, and of two with a changed byte. */
async function purgeWithKill(
  site: Site,
  point: string,
  between: { begun?(): Promise<void>; killed?(): Promise<void> },
) {
  const first = await begin(site, `${point}:kill:1`);
  await between.begun?.();
  const name = `Killed at ${point}`;
  const id = await newProject(site, name);
  expect((await json(site, `/api/v1/projects/${id}`, { method: 'DELETE', headers: ADMIN })).status).toBe(204);
  expect(await first.ended).toBe('SIGKILL');
  expect(first.reached(), first.log()).toBe(true);

  await between.killed?.();
  const next = await begin(site, null);
  const isGone = async () => (await json(site, `/api/v1/projects/${id}`, { headers: ADMIN })).status === 404;
  await waitUntil(isGone, { withinMs: 150_000, what: () => `the purge to end\n${next.log()}` });
  const certificate = await json(site, `/api/public/deletion-certificates/${await certificateOf(site, name)}`);
  expect(certificate.status).toBe(200);
  expect((certificate.body as { body: { project: { id: string } } }).body.project.id).toBe(id);
  const text = JSON.stringify(certificate.body);
  const verdicts = [];
  for (const one of [text, text.replace('"found":0', '"found":1'), text.replace(/("rows":)\d/, '$19')])
    verdicts.push(await verify(site, one));
  next.kill('SIGTERM');
  expect(await next.ended).toBe(0);
  return verdicts;
}

describe('F01', { concurrent: true, timeout: 400_000 }, () => {
  test.each(POINTS.filter((point) => !WITH_ENGINES.includes(point)))(
    'F01: a process that is killed at %s of a purge is followed by one that ends it, with a certificate that a changed byte breaks',
    async (point) => {
      const database = point.toLowerCase();
      const site = await newSite(database, await engines.createDatabases(database));
      const verdicts = await purgeWithKill(site, point, {
        begun: () => engines.hurryCleanup(database),
        killed: () => engines.endPurgeLeases(database),
      });
      expect(verdicts).toEqual([0, 1, 1]);
    },
  );

  test.each(WITH_ENGINES)(
    'F01: the same when its engines end with it at %s, and nobody ends its lease before the time',
    async (point) => expect(await purgeWithKill(await newSite(`embedded-${point}`), point, {})).toEqual([0, 1, 1]),
  );
});
