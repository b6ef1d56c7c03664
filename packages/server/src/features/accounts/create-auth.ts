import { betterAuth } from 'better-auth';
import type { BetterAuthOptions } from 'better-auth';
import { AppError } from '#domain/errors';
import type { Engines } from '#kernel/ctx';
import type { Mail } from '#platform/mail/mailer';
import type { Auth, SecondFactorChange, SignUpInvitations } from './auth.ts';
import { authSecret } from './auth-secret.ts';
import { mails } from './mails.ts';
import { secondFactor } from './second-factor.ts';
import { onlyServedPaths, signUpGate } from './sign-up-gate.ts';
import { AUTH_TABLES } from './store/auth-tables.ts';

export interface AuthOptions {
  engines: Pick<Engines, 'db' | 'clock' | 'mail' | 'log' | 'publicUrl' | 'secrets'>;
  /** Whether people may make an account without an invitation. */
  signUpEnabled: boolean;
  invitations: SignUpInvitations;
  /** Puts on record that somebody switched the second factor on or off. */
  recordSecondFactor(change: SecondFactorChange): Promise<void>;
  /** Attempts to sign in, sign up or change the password per address and minute. */
  attemptsPerMinute?: number;
}

const PASSWORD_LENGTH = { min: 8, max: 128 } as const;
const CLIENT_IP_HEADER = 'x-tidemark-client-ip';
const DAY_SECONDS = 86_400;

/** better-auth on our tables, with only the paths open that the product serves. */
export function createAuth(options: AuthOptions): Auth {
  const instance = betterAuth(betterAuthOptions(options));
  return {
    async handle(request, clientIp) {
      const own = await answerOwn(request, options);
      if (own) return own;
      const headers = new Headers(request.headers);
      headers.set(CLIENT_IP_HEADER, clientIp);
      return instance.handler(new Request(request, { headers }));
    },
    async findSession(headers) {
      const found = await instance.api.getSession({ headers }).catch((cause: unknown) => {
        throw new AppError('unavailable', 'Nobody can tell who is signed in right now', { cause });
      });
      if (!found) return null;
      const { id, email, name, emailVerified } = found.user;
      return { id, email, name, emailVerified, sessionId: found.session.id };
    },
    async createAccount({ email, name, password }) {
      const { internalAdapter, password: passwords } = await instance.$context;
      const address = email.toLowerCase();
      if (await internalAdapter.findUserByEmail(address))
        throw new AppError('conflict', 'There is an account with this e-mail');
      const user = await internalAdapter.createUser(
        { email: address, name, emailVerified: true },
        { method: 'email-password' },
      );
      const hash = await passwords.hash(password);
      await internalAdapter.linkAccount({
        userId: user.id,
        providerId: 'credential',
        accountId: user.id,
        password: hash,
      });
      return { userId: user.id };
    },
  };
}

/** What the pages before sign-in ask: whether sign-up is open, and what an invitation link stands for. */
async function answerOwn(request: Request, options: AuthOptions): Promise<Response | null> {
  const path = new URL(request.url).pathname.replace(/^\/api\/auth/, '');
  if (request.method !== 'GET') return null;
  if (path === '/options') {
    return json({ signUp: options.signUpEnabled, passwordLength: PASSWORD_LENGTH });
  }
  const token = /^\/invitations\/([\w-]{1,200})$/.exec(path)?.[1];
  if (token === undefined) return null;
  const invitation = await options.invitations.find(token);
  return invitation
    ? json(invitation)
    : json({ code: 'INVITATION_NOT_FOUND', message: 'This invitation has expired, was used or was withdrawn' }, 404);
}

const json = (body: unknown, status = 200) => Response.json(body, { status, headers: { 'cache-control': 'no-store' } });

function betterAuthOptions(options: AuthOptions) {
  const { engines } = options;
  const send = sender(engines);
  const attempts = { window: 60, max: options.attemptsPerMinute ?? 20 };
  return {
    appName: 'Tidemark',
    baseURL: engines.publicUrl,
    basePath: '/api/auth',
    secret: authSecret(engines.secrets),
    trustedOrigins: sameOrigins(engines.publicUrl),
    database: { db: engines.db, type: 'postgres', transaction: true },
    ...AUTH_TABLES,
    session: { ...AUTH_TABLES.session, expiresIn: 30 * DAY_SECONDS, updateAge: DAY_SECONDS },
    verification: { ...AUTH_TABLES.verification, storeIdentifier: 'hashed' },
    ...passwordAndMail(options),
    plugins: secondFactor({
      engines,
      onChange: async (change) => {
        await send(mails.secondFactor({ to: change.user.email, enabled: change.enabled }));
        // The change is made by now: failing the request would only end the person's session.
        await options
          .recordSecondFactor(change)
          .catch((err: unknown) =>
            engines.log.error({ err, ...change }, 'a change of a second factor is not on record'),
          );
      },
    }),
    databaseHooks: { user: { create: signUpGate(options) } },
    hooks: { before: onlyServedPaths },
    rateLimit: {
      ...AUTH_TABLES.rateLimit,
      enabled: true,
      storage: 'database',
      window: 60,
      max: 300,
      customRules: {
        '/sign-in/email': attempts,
        '/sign-up/email': attempts,
        '/change-password': attempts,
        '/reset-password': attempts,
        '/request-password-reset': attempts,
        '/send-verification-email': attempts,
        '/two-factor/*': attempts,
      },
    },
    advanced: {
      cookiePrefix: 'tidemark',
      useSecureCookies: engines.publicUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      // Said outright, since both are off by default wherever NODE_ENV says test.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      ipAddress: { ipAddressHeaders: [CLIENT_IP_HEADER] },
      // An answer that waits for the mail server would tell by its time that an address has an account.
      backgroundTasks: { handler: () => undefined },
      database: { generateId: () => engines.clock.newId() },
    },
    telemetry: { enabled: false },
    logger: {
      // On a sterner level it also prints what it answers to the console, past this function.
      level: 'info',
      log: (level, message) => engines.log[level === 'error' ? 'warn' : 'debug']({ source: 'better-auth' }, message),
    },
  } satisfies BetterAuthOptions;
}

/** Without waiting for it, and without failing when it cannot be sent. */
function sender({ mail, log }: AuthOptions['engines']): (letter: Mail) => Promise<void> {
  return (letter) =>
    mail.send(letter).catch((err: unknown) => log.error({ err, subject: letter.subject }, 'a mail could not be sent'));
}

function passwordAndMail({ engines, invitations }: AuthOptions) {
  const { publicUrl } = engines;
  const send = sender(engines);
  return {
    emailAndPassword: {
      enabled: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
      resetPasswordTokenExpiresIn: 3600,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, token }) =>
        send(mails.resetPassword({ to: user.email, link: `${publicUrl}/reset-password?token=${token}` })),
    },
    emailVerification: {
      sendOnSignUp: true,
      expiresIn: DAY_SECONDS,
      sendVerificationEmail: async ({ user, url }) => send(mails.verifyAddress({ to: user.email, link: url })),
      afterEmailVerification: async (user) => invitations.acceptAll({ id: user.id, email: user.email }),
    },
  } satisfies BetterAuthOptions;
}

/** On a loopback address the browser may show any of its names; all of them are this machine. */
function sameOrigins(publicUrl: string): string[] {
  const url = new URL(publicUrl);
  const loopback = ['localhost', '127.0.0.1', '[::1]'];
  if (!loopback.includes(url.hostname)) return [url.origin];
  return loopback.map((name) => `${url.protocol}//${name}${url.port ? `:${url.port}` : ''}`);
}
