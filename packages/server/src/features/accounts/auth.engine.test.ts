import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAuth } from './create-auth.ts';
import type { Auth, SignUpInvitations } from './auth.ts';
import { ensureFirstUser } from './ensure-first-user.ts';

const PASSWORD = 'correct horse battery';
const INVITED = { email: 'invited@example.com', organizationName: 'Acme', role: 'MEMBER' };

let stores: TestEngines;
let auth: Auth;
let accepted: { way: 'link' | 'address'; email: string }[] = [];

const invitations: SignUpInvitations = {
  find: async (token) => (token === 'good-token' ? INVITED : null),
  accept: async (_token, { email }) => void accepted.push({ way: 'link', email }),
  acceptAll: async ({ email }) => void accepted.push({ way: 'address', email }),
};

const recordSecondFactor = () => Promise.resolve();

beforeAll(async () => {
  stores = await testEngines();
  auth = open({ signUpEnabled: true });
});
afterAll(() => stores[Symbol.asyncDispose]());

function open(options: { signUpEnabled: boolean; attemptsPerMinute?: number; publicUrl?: string }): Auth {
  const engines = { ...stores.engines, publicUrl: options.publicUrl ?? stores.engines.publicUrl };
  return createAuth({ attemptsPerMinute: 1000, ...options, engines, invitations, recordSecondFactor });
}

interface Call {
  body?: unknown;
  cookie?: string;
  ip?: string;
  origin?: string;
  on?: Auth;
}

function call(path: string, { body, cookie, ip, origin, on }: Call = {}): Promise<Response> {
  const url = path.startsWith('http') ? path : `http://localhost:3000/api/auth${path}`;
  const headers = {
    origin: origin ?? 'http://localhost:3000',
    ...(cookie === undefined ? {} : { cookie }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const request = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
  return (on ?? auth).handle(new Request(url, request), ip ?? '192.0.2.7');
}

const cookieOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');

const codeOf = async (response: Response) => ((await response.json()) as { code?: string }).code;

let people = 0;
async function signUp(): Promise<{ email: string; cookie: string }> {
  const email = `person-${(people += 1)}@example.com`;
  const response = await call('/sign-up/email', { body: { name: 'A Person', email, password: PASSWORD } });
  expect(response.status).toBe(200);
  return { email, cookie: cookieOf(response) };
}

async function signIn(email: string, password: string): Promise<{ status: number; cookie: string }> {
  const response = await call('/sign-in/email', { body: { email, password } });
  return { status: response.status, cookie: cookieOf(response) };
}

const isSignedIn = async (cookie: string) => (await auth.findSession(new Headers({ cookie }))) !== null;

/** The link in the newest mail of this subject to this address; mails are sent after the answer. */
async function linkMailedTo(email: string, subject: string): Promise<string> {
  await expect.poll(() => findLink(email, subject)).not.toBeNull();
  return (await findLink(email, subject)) ?? '';
}

async function findLink(email: string, subject: string): Promise<string | null> {
  const folder = join(stores.folder, 'outbox');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml')).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const mail = texts.findLast((text) => text.includes(`To: ${email}`) && text.includes(`Subject: ${subject}`));
  const decoded = (mail ?? '').replaceAll('=\n', '').replaceAll('=3D', '=');
  return /^http\S+$/m.exec(decoded)?.[0] ?? null;
}

test('who signs up is signed in, in any letter case, with a cookie that scripts cannot read', async () => {
  const body = { name: ' Ada ', email: 'Ada@Example.com', password: PASSWORD };
  const response = await call('/sign-up/email', { body });
  const cookie = response.headers.getSetCookie().join();
  expect(cookie).toContain('HttpOnly');
  expect(cookie).toContain('SameSite=Lax');
  expect(cookie).not.toContain('Secure');
  const session = await auth.findSession(new Headers({ cookie: cookieOf(response) }));
  expect(session).toMatchObject({ email: 'ada@example.com', name: 'Ada', emailVerified: false });
  expect((await signIn('ADA@example.com', PASSWORD)).status).toBe(200);
});

test('behind https the cookie is Secure', async () => {
  const secure = open({ signUpEnabled: true, publicUrl: 'https://tidemark.example' });
  const body = { name: 'S', email: 'secure@example.com', password: PASSWORD };
  const url = 'https://tidemark.example/api/auth/sign-up/email';
  const response = await call(url, { on: secure, body, origin: 'https://tidemark.example' });
  expect(response.headers.getSetCookie().join()).toContain('Secure');
});

test('a wrong password, a short one, a taken address and an empty name are refused with a reason', async () => {
  const { email } = await signUp();
  expect((await signIn(email, 'not the password')).status).toBe(401);
  const short = await call('/sign-up/email', { body: { name: 'x', email: 'short@example.com', password: '1234567' } });
  expect([short.status, await codeOf(short)]).toEqual([400, 'PASSWORD_TOO_SHORT']);
  const taken = await call('/sign-up/email', { body: { name: 'x', email, password: PASSWORD } });
  expect(taken.status).toBe(422);
  const nameless = await call('/sign-up/email', { body: { name: ' ', email: 'n@example.com', password: PASSWORD } });
  expect([nameless.status, await codeOf(nameless)]).toEqual([400, 'INVALID_NAME']);
});

test('signing out ends the session on the server', async () => {
  const { cookie } = await signUp();
  expect(await isSignedIn(cookie)).toBe(true);
  expect((await call('/sign-out', { body: {}, cookie })).status).toBe(200);
  expect(await isSignedIn(cookie)).toBe(false);
});

test('a changed password ends the other sessions even when the client asks to keep them', async () => {
  const here = await signUp();
  const elsewhere = await signIn(here.email, PASSWORD);
  const body = { currentPassword: PASSWORD, newPassword: 'another good password', revokeOtherSessions: false };
  const response = await call('/change-password', { body, cookie: here.cookie });
  expect(response.status).toBe(200);
  expect(await isSignedIn(elsewhere.cookie)).toBe(false);
  expect(await isSignedIn(cookieOf(response))).toBe(true);
  expect((await signIn(here.email, PASSWORD)).status).toBe(401);
});

test('a reset mail works once, ends all sessions, and its link leads to our page', async () => {
  const { email, cookie } = await signUp();
  expect((await call('/request-password-reset', { body: { email } })).status).toBe(200);
  const link = new URL(await linkMailedTo(email, 'Choose a new Tidemark password'));
  expect(link.origin + link.pathname).toBe('http://localhost:3000/reset-password');
  const body = { token: link.searchParams.get('token'), newPassword: 'a password after reset' };
  expect((await call('/reset-password', { body })).status).toBe(200);
  expect(await isSignedIn(cookie)).toBe(false);
  expect((await signIn(email, 'a password after reset')).status).toBe(200);
  const again = await call('/reset-password', { body: { ...body, newPassword: 'yet another one' } });
  expect(again.status).toBe(400);
});

test('asking for a reset tells nobody whether an address has an account', async () => {
  const { email } = await signUp();
  const known = await call('/request-password-reset', { body: { email } });
  const unknown = await call('/request-password-reset', { body: { email: 'nobody@example.com' } });
  expect([unknown.status, await unknown.json()]).toEqual([known.status, await known.json()]);
});

test('a mail server that is silent delays no answer, and one that refuses fails no sign-up', async () => {
  const silent = { send: () => new Promise<void>(() => undefined), [Symbol.asyncDispose]: async () => undefined };
  const refusing = { ...silent, send: () => Promise.reject(new Error('421 try later')) };
  for (const [n, mail] of [silent, refusing].entries()) {
    const cut = createAuth({
      engines: { ...stores.engines, mail },
      signUpEnabled: true,
      invitations,
      recordSecondFactor,
    });
    const email = `unmailed-${n}@example.com`;
    const body = { name: 'x', email, password: PASSWORD };
    expect((await call('/sign-up/email', { on: cut, body })).status).toBe(200);
    expect((await call('/request-password-reset', { on: cut, body: { email } })).status).toBe(200);
  }
});

test('the tokens of mails are not in the database', async () => {
  const { email } = await signUp();
  await call('/request-password-reset', { body: { email } });
  const token = new URL(await linkMailedTo(email, 'Choose a new Tidemark password')).searchParams.get('token');
  const rows = await stores.engines.db.selectFrom('auth_verifications').selectAll().execute();
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain(token);
});

test('a confirmed address takes up the invitations to it', async () => {
  accepted = [];
  const { email } = await signUp();
  expect(accepted).toEqual([]);
  const response = await call(await linkMailedTo(email, 'Confirm your address for Tidemark'));
  expect(response.status).toBe(302);
  expect(accepted).toEqual([{ way: 'address', email }]);
});

test('with sign-up switched off only the invited address gets an account, by the link that was sent to it', async () => {
  accepted = [];
  const closed = open({ signUpEnabled: false });
  const attempt = async (email: string, invitationToken?: string) => {
    const body = { name: 'New', email, password: PASSWORD, ...(invitationToken ? { invitationToken } : {}) };
    const response = await call('/sign-up/email', { on: closed, body });
    return [response.status, await codeOf(response)];
  };
  expect(await attempt('stranger@example.com')).toEqual([403, 'SIGN_UP_DISABLED']);
  expect(await attempt(INVITED.email)).toEqual([403, 'SIGN_UP_DISABLED']);
  expect(await attempt(INVITED.email, 'wrong-token')).toEqual([403, 'SIGN_UP_DISABLED']);
  expect(await attempt('stranger@example.com', 'good-token')).toEqual([403, 'SIGN_UP_DISABLED']);
  expect(await attempt(INVITED.email, 'good-token')).toEqual([200, undefined]);
  expect(accepted).toEqual([{ way: 'link', email: INVITED.email }]);
  const people = await stores.engines.db
    .selectFrom('users')
    .select('email')
    .where('email', 'like', 'stranger%')
    .execute();
  expect(people).toEqual([]);
});

test('the page before sign-in learns what is open and what an invitation stands for', async () => {
  const closed = open({ signUpEnabled: false });
  expect(await (await call('/options', { on: closed })).json()).toMatchObject({ signUp: false });
  expect(await (await call('/options')).json()).toMatchObject({ signUp: true });
  expect(await (await call('/invitations/good-token')).json()).toEqual(INVITED);
  expect((await call('/invitations/bad-token')).status).toBe(404);
});

test('attempts to sign in are limited per address, whatever the caller says about where they come from', async () => {
  const limited = open({ signUpEnabled: true, attemptsPerMinute: 3 });
  const attempt = async (ip: string, forwarded: string) => {
    const headers = {
      'content-type': 'application/json',
      'x-forwarded-for': forwarded,
      'x-tidemark-client-ip': forwarded,
    };
    const body = JSON.stringify({ email: 'nobody@example.com', password: PASSWORD });
    const request = new Request('http://localhost:3000/api/auth/sign-in/email', { method: 'POST', headers, body });
    return (await limited.handle(request, ip)).status;
  };
  for (let n = 1; n <= 3; n += 1) expect(await attempt('198.51.100.1', `203.0.113.${n}`)).toBe(401);
  expect(await attempt('198.51.100.1', '203.0.113.9')).toBe(429);
  expect(await attempt('198.51.100.2', '203.0.113.9')).toBe(401);
});

test('another site cannot act with a visitor’s cookie', async () => {
  const { cookie } = await signUp();
  const response = await call('/sign-out', { body: {}, cookie, origin: 'https://evil.example' });
  expect(response.status).toBe(403);
  expect(await isSignedIn(cookie)).toBe(true);
});

test('on a loopback address every name of this machine is the same origin', async () => {
  const { cookie } = await signUp();
  expect((await call('/sign-out', { body: {}, cookie, origin: 'http://127.0.0.1:3000' })).status).toBe(200);
});

test('NUL characters, which PostgreSQL cannot keep, are the caller’s mistake in every field', async () => {
  const { email, cookie } = await signUp();
  const good = { name: 'x', email, password: PASSWORD, token: 't', newPassword: PASSWORD, currentPassword: PASSWORD };
  for (const path of ['/sign-up/email', '/sign-in/email', '/revoke-session', '/reset-password', '/change-password']) {
    for (const field of Object.keys(good)) {
      const { status } = await call(path, { body: { ...good, [field]: 'nul\u0000@example.com' }, cookie });
      expect([path, field, status]).toEqual([path, field, 400]);
    }
  }
});

test('what the product does not use of better-auth is not there', async () => {
  const { cookie } = await signUp();
  for (const path of ['/delete-user', '/update-user', '/change-email', '/sign-in/social', '/set-password']) {
    const body = { newEmail: 'a@example.com', provider: 'github', name: 'x', newPassword: PASSWORD, callbackURL: '/' };
    expect([path, (await call(path, { body, cookie })).status]).toEqual([path, 404]);
  }
});

test('while the database is away a person is not called signed out', async () => {
  const { cookie } = await signUp();
  const db = new Proxy(stores.engines.db, {
    get: (target, property) => {
      if (property === 'selectFrom') throw new Error('connection refused');
      return Reflect.get(target, property) as unknown;
    },
  });
  const cut = createAuth({ engines: { ...stores.engines, db }, signUpEnabled: true, invitations, recordSecondFactor });
  await expect(cut.findSession(new Headers({ cookie }))).rejects.toMatchObject({ code: 'unavailable' });
});

test('the first person of the settings is made once, and a made-up password is told once', async () => {
  await using fresh = await testEngines();
  const { engines } = fresh;
  const freshAuth = createAuth({ engines, signUpEnabled: false, invitations, recordSecondFactor });
  const wanted = { fallbackEmail: 'admin@localhost.local' };
  const first = await ensureFirstUser({ auth: freshAuth, db: engines.db }, wanted);
  expect(first?.generatedPassword).toMatch(/^.{12,}$/);
  const body = { email: 'admin@localhost.local', password: first?.generatedPassword };
  expect((await call('/sign-in/email', { on: freshAuth, body })).status).toBe(200);
  expect(await ensureFirstUser({ auth: freshAuth, db: engines.db }, wanted)).toBeNull();
  const named = { ...wanted, email: 'Boss@Example.com', password: 'a given password' };
  const [a, b] = await Promise.all([
    ensureFirstUser({ auth: freshAuth, db: engines.db }, named),
    ensureFirstUser({ auth: freshAuth, db: engines.db }, named),
  ]);
  expect(a).toEqual({ userId: b?.userId, email: 'boss@example.com', generatedPassword: null });
});
