import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { testClock, testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { TOTP, URI } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Auth, SecondFactorChange } from './auth.ts';
import { createAuth } from './create-auth.ts';
import { checkTotp, hasTotp } from './totp.ts';

const PASSWORD = 'correct horse battery';
const STEP_MS = 30_000;

let stores: TestEngines;
let auth: Auth;
const recorded: SecondFactorChange[] = [];

beforeAll(async () => {
  stores = await testEngines(testClock());
  const invitations = { find: async () => null, accept: async () => undefined, acceptAll: async () => undefined };
  auth = createAuth({
    engines: stores.engines,
    signUpEnabled: true,
    invitations,
    recordSecondFactor: async (change) => void recorded.push(change),
    attemptsPerMinute: 1000,
  });
});
afterAll(() => stores[Symbol.asyncDispose]());

interface Answer {
  status: number;
  body: Record<string, unknown>;
  /** Cookies as a browser would send them next. */
  cookie: string;
}

async function post(path: string, body: unknown, cookie = ''): Promise<Answer> {
  const request = new Request(`http://localhost:3000/api/auth${path}`, {
    method: 'POST',
    headers: { origin: 'http://localhost:3000', 'content-type': 'application/json', cookie },
    body: JSON.stringify(body),
  });
  const response = await auth.handle(request, '192.0.2.7');
  const jar = new Map(cookie.split('; ').map((pair) => [pair.split('=')[0] ?? '', pair] as const));
  for (const line of response.headers.getSetCookie()) {
    const pair = line.split(';')[0] ?? '';
    jar.set(pair.split('=')[0] ?? '', /max-age=0/i.test(line) ? '' : pair);
  }
  const text = await response.text();
  return {
    status: response.status,
    body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
    cookie: [...jar.values()].filter((pair) => pair !== '').join('; '),
  };
}

const isSignedIn = async (cookie: string) => (await auth.findSession(new Headers({ cookie }))) !== null;

/** A code that counts at once, `steps` steps of 30 seconds from now. */
const codeOf = (app: TOTP, steps = 0) => app.generate({ timestamp: Date.now() + steps * STEP_MS });

interface Person {
  id: string;
  email: string;
  cookie: string;
  app: TOTP;
  backupCodes: string[];
}

let people = 0;

/** Somebody who signed up and began to set up the second factor. */
async function begin(): Promise<Person> {
  const email = `totp-${(people += 1)}@example.com`;
  const signedUp = await post('/sign-up/email', { name: 'A Person', email, password: PASSWORD });
  const { id } = signedUp.body['user'] as { id: string };
  const { status, body } = await post('/two-factor/enable', { password: PASSWORD }, signedUp.cookie);
  expect(status).toBe(200);
  const app = URI.parse(String(body['totpURI'])) as TOTP;
  return { id, email, cookie: signedUp.cookie, app, backupCodes: body['backupCodes'] as string[] };
}

/** Takes the code of the step before, so that this one's and the next one's are left for the test. */
async function enrol(): Promise<Person> {
  const person = await begin();
  const verified = await post('/two-factor/verify-totp', { code: codeOf(person.app, -1) }, person.cookie);
  expect(verified.status).toBe(200);
  return { ...person, cookie: verified.cookie };
}

const signIn = ({ email }: Person) => post('/sign-in/email', { email, password: PASSWORD });

async function mailsTo(email: string): Promise<string[]> {
  const folder = join(stores.folder, 'outbox');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return texts
    .filter((text) => text.includes(`To: ${email}`))
    .map((text) => /^Subject: (.*)$/m.exec(text)?.[1]?.trim() ?? '');
}

test('a second factor counts only after its first code, and is read by every authenticator app', async () => {
  const person = await begin();
  expect(person.app).toMatchObject({ issuer: 'Tidemark', label: person.email, digits: 6, period: 30 });
  expect(await hasTotp(stores.engines.db, person.id)).toBe(false);
  expect((await signIn(person)).body).not.toHaveProperty('twoFactorRedirect');
  expect((await post('/two-factor/verify-totp', { code: '000000' }, person.cookie)).status).toBe(401);
  const verified = await post('/two-factor/verify-totp', { code: codeOf(person.app) }, person.cookie);
  expect(verified.status).toBe(200);
  expect(await isSignedIn(verified.cookie)).toBe(true);
  expect(await hasTotp(stores.engines.db, person.id)).toBe(true);
  await expect.poll(() => mailsTo(person.email)).toContain('Two-step sign-in is on for Tidemark');
});

test('with it on, the password alone opens no session, and the right code does', async () => {
  const person = await enrol();
  const half = await signIn(person);
  expect(half.body).toEqual({ twoFactorRedirect: true, twoFactorMethods: ['totp'] });
  expect(await isSignedIn(half.cookie)).toBe(false);
  const wrong = await post('/two-factor/verify-totp', { code: '000000' }, half.cookie);
  expect([wrong.status, wrong.body['code']]).toEqual([401, 'INVALID_CODE']);
  const whole = await post('/two-factor/verify-totp', { code: codeOf(person.app), trustDevice: true }, half.cookie);
  expect(whole.status).toBe(200);
  expect(await isSignedIn(whole.cookie)).toBe(true);
  expect((await post('/sign-in/email', { email: person.email, password: PASSWORD }, whole.cookie)).body).toMatchObject({
    twoFactorRedirect: true,
  });
});

test('a code counts once: whoever looked over the shoulder cannot sign in with it, also not at the same moment', async () => {
  const person = await enrol();
  const [one, two] = await Promise.all([signIn(person), signIn(person)]);
  const code = codeOf(person.app);
  const answers = await Promise.all([one, two].map(({ cookie }) => post('/two-factor/verify-totp', { code }, cookie)));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401]);
  const late = await signIn(person);
  const again = await post('/two-factor/verify-totp', { code }, late.cookie);
  expect([again.status, again.body['code']]).toEqual([401, 'CODE_ALREADY_USED']);
  expect(await isSignedIn(again.cookie)).toBe(false);
});

test('a backup code opens a session once, without the telephone', async () => {
  const person = await enrol();
  expect(person.backupCodes).toHaveLength(10);
  const [code] = person.backupCodes;
  const first = await signIn(person);
  const opened = await post('/two-factor/verify-backup-code', { code }, first.cookie);
  expect(await isSignedIn(opened.cookie)).toBe(true);
  const second = await signIn(person);
  const refused = await post('/two-factor/verify-backup-code', { code }, second.cookie);
  expect([refused.status, await isSignedIn(refused.cookie)]).toEqual([401, false]);
});

test('five wrong codes end an attempt to sign in, ten in a row lock the second factor', async () => {
  const person = await enrol();
  for (let round = 0; round < 2; round += 1) {
    const half = await signIn(person);
    for (let n = 0; n < 5; n += 1)
      expect((await post('/two-factor/verify-totp', { code: '000000' }, half.cookie)).status).toBe(401);
    const sixth = await post('/two-factor/verify-totp', { code: codeOf(person.app, round) }, half.cookie);
    expect(await isSignedIn(sixth.cookie)).toBe(false);
  }
  const locked = await signIn(person);
  const answer = await post('/two-factor/verify-backup-code', { code: person.backupCodes[0] }, locked.cookie);
  expect([answer.status, answer.body['code']]).toEqual([429, 'ACCOUNT_TEMPORARILY_LOCKED']);
});

test('the code of a sensitive action counts once over all processes, and none is taken without a factor that counts', async () => {
  const { engines } = stores;
  const person = await enrol();
  const code = codeOf(person.app);
  const tries = await Promise.all([1, 2, 3].map(() => checkTotp(engines, { userId: person.id, code })));
  expect(tries.filter(Boolean)).toHaveLength(1);
  expect(await checkTotp(engines, { userId: person.id, code: '' })).toBe(false);
  expect(await checkTotp(engines, { userId: person.id, code: codeOf(person.app, 3) })).toBe(false);
  const half = await signIn(person);
  expect((await post('/two-factor/verify-totp', { code }, half.cookie)).status).toBe(401);
  const unfinished = await begin();
  expect(await checkTotp(engines, { userId: unfinished.id, code: codeOf(unfinished.app) })).toBe(false);
  expect(await checkTotp(engines, { userId: 'nobody', code })).toBe(false);
});

test('switching it off and new backup codes ask for the password, and the person gets a mail', async () => {
  const person = await enrol();
  for (const path of ['/two-factor/disable', '/two-factor/generate-backup-codes', '/two-factor/enable']) {
    const answer = await post(path, { password: 'not the password' }, person.cookie);
    expect([path, answer.status, answer.body['code']]).toEqual([path, 400, 'INVALID_PASSWORD']);
  }
  const renewed = await post('/two-factor/generate-backup-codes', { password: PASSWORD }, person.cookie);
  expect(renewed.body['backupCodes']).toHaveLength(10);
  expect(renewed.body['backupCodes']).not.toContain(person.backupCodes[0]);
  const off = await post('/two-factor/disable', { password: PASSWORD }, person.cookie);
  expect(off.status).toBe(200);
  expect(await hasTotp(stores.engines.db, person.id)).toBe(false);
  expect(await isSignedIn((await signIn(person)).cookie)).toBe(true);
  await expect.poll(() => mailsTo(person.email)).toContain('Two-step sign-in is off for Tidemark');
});

test('switching it on or off ends the sessions elsewhere, and keeps this one', async () => {
  const person = await begin();
  const elsewhere = await signIn(person);
  expect(await isSignedIn(elsewhere.cookie)).toBe(true);
  const on = await post('/two-factor/verify-totp', { code: codeOf(person.app, -1) }, person.cookie);
  expect([await isSignedIn(elsewhere.cookie), await isSignedIn(on.cookie)]).toEqual([false, true]);
  const half = await signIn(person);
  const again = await post('/two-factor/verify-totp', { code: codeOf(person.app) }, half.cookie);
  expect([await isSignedIn(on.cookie), await isSignedIn(again.cookie)]).toEqual([true, true]);
  const off = await post('/two-factor/disable', { password: PASSWORD }, on.cookie);
  expect([await isSignedIn(again.cookie), await isSignedIn(off.cookie)]).toEqual([false, true]);
});

test('switching it on or off is told to the record once, with whose it is and from where', async () => {
  const person = await enrol();
  const half = await signIn(person);
  await post('/two-factor/verify-totp', { code: codeOf(person.app) }, half.cookie);
  await post('/two-factor/disable', { password: 'not the password' }, person.cookie);
  await post('/two-factor/disable', { password: PASSWORD }, person.cookie);
  const of = ({ user }: SecondFactorChange) => user.id === person.id;
  expect(recorded.filter(of).map(({ enabled, ip }) => [enabled, ip])).toEqual([
    [true, '192.0.2.7'],
    [false, '192.0.2.7'],
  ]);
});

test('with a factor that counts no code can be guessed from behind the sign-in', async () => {
  const person = await enrol();
  for (const path of ['/two-factor/verify-totp', '/two-factor/verify-backup-code']) {
    const code = path.endsWith('totp') ? codeOf(person.app) : person.backupCodes[0];
    const answer = await post(path, { code }, person.cookie);
    expect([path, answer.status, answer.body['code']]).toEqual([path, 400, 'TOTP_ALREADY_ENABLED']);
  }
});

test('neither secrets nor backup codes are readable in the database', async () => {
  const person = await enrol();
  const row = await stores.engines.db
    .selectFrom('auth_second_factors')
    .selectAll()
    .where('user_id', '=', person.id)
    .executeTakeFirstOrThrow();
  const text = JSON.stringify(row);
  const key = Buffer.from(person.app.secret.bytes).toString('utf8');
  for (const secret of [key, person.app.secret.base32, ...person.backupCodes]) expect(text).not.toContain(secret);
});

test('what else better-auth offers of second factors is not there', async () => {
  const person = await enrol();
  for (const path of ['/two-factor/get-totp-uri', '/two-factor/send-otp', '/two-factor/verify-otp'])
    expect([path, (await post(path, { password: PASSWORD, code: '1' }, person.cookie)).status]).toEqual([path, 404]);
});
