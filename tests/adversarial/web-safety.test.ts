import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basicAuth } from '../harness/public-api.ts';
import { startTidemark } from '../harness/start-tidemark.ts';
import type { Tidemark } from '../harness/start-tidemark.ts';

const PUBLIC_URL = 'https://tidemark.example.com';
const FOREIGN = 'https://evil.example.com';

let tidemark: Tidemark;
/** Of a session that the tests share: attempts to sign in are limited. */
let cookie: string;
beforeAll(async () => {
  tidemark = await startTidemark({ env: { PUBLIC_URL, LOG_LEVEL: 'debug' } });
  cookie = cookieOf(await signIn({ origin: PUBLIC_URL }));
});
afterAll(() => tidemark?.[Symbol.asyncDispose]());

const ask = (path: string, init: RequestInit = {}) =>
  fetch(new URL(path, tidemark.url), { redirect: 'manual', ...init });

const signIn = (headers: Record<string, string>, password = tidemark.password) =>
  ask('/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ email: tidemark.email, password }),
  });

const cookieOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');

describe('pages', () => {
  it.each(['/', '/login', '/projects/x/traces', '/api/docs/'])('%s loads from its own origin only', async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(200);
    const policy = answer.headers.get('content-security-policy') ?? '';
    const directives = new Map(policy.split(';').map((part) => part.trim().split(/ (.*)/) as [string, string]));
    expect(directives.get('default-src')).toBe("'self'");
    expect(directives.get('object-src')).toBe("'none'");
    expect(directives.get('frame-ancestors')).toBe("'none'");
    expect(directives.get('script-src')).toBe("'self'");
    expect(directives.get('img-src')).not.toMatch(/https?:|\*/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('referrer-policy')).toMatch(/no-referrer|same-origin/);
    expect(answer.headers.get('x-frame-options') ?? 'DENY').toMatch(/DENY|SAMEORIGIN/);
  });

  it('hold no script of their own and no handler', async () => {
    const page = await (await ask('/')).text();
    const scripts = [...page.matchAll(/<script\b([^>]*)>([^<]*)</g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [, attributes, text] of scripts) {
      expect(attributes).toMatch(/\bsrc="\/[^/]/);
      expect(text?.trim()).toBe('');
    }
    expect(page).not.toMatch(/<[^>]+ on\w+=|javascript:/i);
  });

  it.each([
    '/../package.json',
    '/..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/package.json',
    '/assets/../../../package.json',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/assets/....//....//package.json',
    '/..\\..\\package.json',
    '/%5c..%5c..%5cpackage.json',
    '/assets/%00/../index.html',
    '//etc/passwd',
    '/etc/passwd',
    '/.env',
    '/.git/config',
    '/api/docs/static/..%2f..%2f..%2fpackage.json',
    '/api/docs/static/%2e%2e/%2e%2e/package.json',
  ])('%s gives nothing from outside of the folder', async (path) => {
    const { status, text } = await rawGet(path);
    expect(text).not.toMatch(/"dependencies"|root:x:|\[core\]|SECRET/);
    if (status === 200) expect(text).toContain('<div id="root"');
    else expect([400, 403, 404]).toContain(status);
  });

  it.each([
    '/api/nothing',
    '/api/',
    '/api',
    '/api/public/nothing',
    '/api/trpc/no.such',
    '/api/auth/nothing',
    '/API/public/x',
  ])('%s is an unknown route of the API, never a page', async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('json');
  });
});

describe('cookies of a session', () => {
  it('are out of reach of scripts, of other sites and of plain HTTP', async () => {
    const answer = await signIn({ origin: PUBLIC_URL });
    expect(answer.status).toBe(200);
    const cookies = answer.headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^__(Secure|Host)-/);
      for (const flag of [/; *HttpOnly/i, /; *Secure/i, /; *SameSite=(Lax|Strict)/i, /; *Path=\//i])
        expect(cookie).toMatch(flag);
      expect(cookie).not.toMatch(/; *Domain=/i);
    }
  });

  it('are never sent with a cached answer', async () => {
    const answer = await ask('/api/trpc/accounts.me?input=%7B%7D', { headers: { cookie } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control') ?? 'no-store').toMatch(/no-store|private/);
  });
});

describe('other sites', () => {
  const foreign: Record<string, string>[] = [
    { origin: FOREIGN },
    { origin: FOREIGN, 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'null' },
    { origin: 'null', 'sec-fetch-site': 'cross-site' },
    { origin: `${PUBLIC_URL}.evil.example.com` },
    { origin: FOREIGN, 'sec-fetch-site': 'none' },
  ];

  it.each(foreign)('cannot ask a procedure with our cookie: %j', async (headers) => {
    const read = await ask('/api/trpc/accounts.me?input=%7B%7D', { headers: { cookie, ...headers } });
    expect(read.status).toBe(403);
    const changed = await ask('/api/trpc/accounts.update', {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', ...headers },
      body: '{"name":"Taken over"}',
    });
    expect(changed.status).toBe(403);
    expect(await changed.text()).not.toContain('Taken over');
  });

  it.each(foreign)('cannot sign somebody in or out: %j', async (headers) => {
    const answer = await signIn(headers);
    expect(answer.status).toBe(403);
    expect(answer.headers.getSetCookie()).toEqual([]);
    const out = await ask('/api/auth/sign-out', { method: 'POST', headers: { cookie, ...headers } });
    expect(out.status).toBe(403);
    expect((await ask('/api/trpc/accounts.me?input=%7B%7D', { headers: { cookie } })).status).toBe(200);
  });

  it.each(['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain'])(
    'cannot use a form, which asks no leave: %s',
    async (type) => {
      const changed = await ask('/api/trpc/accounts.update', {
        method: 'POST',
        headers: { cookie, 'content-type': type },
        body: '{"name":"Taken over"}',
      });
      expect(changed.status).toBeGreaterThanOrEqual(400);
      expect(changed.status).toBeLessThan(500);
      expect(await (await ask('/api/trpc/accounts.me?input=%7B%7D', { headers: { cookie } })).text()).not.toContain(
        'Taken over',
      );
    },
  );

  it('a question never changes anything', async () => {
    const url = `/api/trpc/accounts.update?input=${encodeURIComponent('{"name":"Taken over"}')}`;
    expect((await ask(url, { headers: { cookie } })).status).toBe(405);
  });

  it('may call the public API from a browser, without cookies, and nothing else', async () => {
    const preflight = (path: string) =>
      ask(path, {
        method: 'OPTIONS',
        headers: {
          origin: FOREIGN,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type',
        },
      });
    const open = await preflight('/api/public/scores');
    expect(open.headers.get('access-control-allow-origin')).toBe(FOREIGN);
    expect(open.headers.get('access-control-allow-credentials')).toBeNull();
    for (const path of ['/api/trpc/accounts.update', '/api/auth/sign-in/email', '/', '/api/docs/'])
      expect((await preflight(path)).headers.get('access-control-allow-origin'), path).toBeNull();
    const simple = await ask('/api/auth/get-session', { headers: { origin: FOREIGN } });
    expect(simple.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('every answer has the id of its request', () => {
  it.each([
    ['/api/public/health', 200],
    ['/api/public/projects', 401],
    ['/api/public/nothing', 404],
    ['/api/trpc/accounts.me', 401],
    ['/api/trpc/no.such', 404],
    ['/api/auth/get-session', 200],
    ['/', 200],
    ['/%ff', 400],
  ])('%s', async (path, status) => {
    const answer = await rawGet(path);
    expect(answer.status).toBe(status);
    expect(answer.requestId).toMatch(/^[\w-]{10,}$/);
  });
});

describe('the log', () => {
  it('holds no secret of a request: keys, passwords, cookies, links', async () => {
    const { authorization } = basicAuth(tidemark);
    const wrong = {
      authorization: basicAuth({ publicKey: tidemark.publicKey, secretKey: 'sk-tm-wrong-secret' }).authorization,
    };
    await signIn({ origin: PUBLIC_URL }, 'wrong password here');
    for (const headers of [{ authorization }, wrong, { authorization: 'Bearer sk-tm-as-a-bearer' }, { cookie }]) {
      await ask('/api/public/traces?limit=-1', { headers });
      await ask('/api/public/ingestion', { method: 'POST', headers, body: '{"batch":[{}]}' });
      await ask('/api/public/otel/v1/traces', { method: 'POST', headers, body: 'sk-tm-in-a-body' });
      await ask('/api/trpc/apiKeys.create', {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: '{',
      });
      await ask('/api/trpc/projects.get?input=%7B%22projectId%22%3A%22%00%22%7D', { headers });
    }
    const log = tidemark.log();
    const session = cookie.split('=')[1]?.split('.')[0] ?? '';
    expect(session.length).toBeGreaterThan(10);
    const secrets = [
      tidemark.secretKey,
      'sk-tm-wrong-secret',
      'sk-tm-as-a-bearer',
      'sk-tm-in-a-body',
      authorization.slice(6),
    ];
    for (const secret of [...secrets, tidemark.password, 'wrong password here', session])
      expect(log.includes(secret), secret.slice(0, 8)).toBe(false);
  });
});

/** A path exactly as it is written; `fetch` would tidy it. */
function rawGet(path: string): Promise<{ status: number; text: string; requestId: string }> {
  const { hostname, port } = new URL(tidemark.url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, headers: { connection: 'close' } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, text, requestId: String(answer.headers['x-request-id'] ?? '') }),
      );
    });
    asked.on('error', reject).end();
  });
}
