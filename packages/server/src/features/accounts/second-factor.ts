import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins';
import type { Engines } from '#kernel/ctx';
import type { SecondFactorChange } from './auth.ts';
import { AUTH_SECOND_FACTOR } from './store/auth-tables.ts';
import { hasTotp, takeTotp } from './totp.ts';

export interface SecondFactorOptions {
  engines: Pick<Engines, 'db' | 'secrets' | 'clock'>;
  /** Tells the person and the record, so that a stranger cannot do it unnoticed. */
  onChange(change: SecondFactorChange): Promise<void>;
}

const VERIFY_CODE = '/two-factor/verify-totp';
const VERIFY_BACKUP = '/two-factor/verify-backup-code';
const DISABLE = '/two-factor/disable';

/** Paths of the second factor that the product serves. */
export const SECOND_FACTOR_PATHS = [
  '/two-factor/enable',
  DISABLE,
  VERIFY_CODE,
  VERIFY_BACKUP,
  '/two-factor/generate-backup-codes',
] as const;

/** Codes of an authenticator app at sign-in, with backup codes: better-auth's, and the rules that it leaves out. */
export function secondFactor(options: SecondFactorOptions): BetterAuthPlugin[] {
  return [twoFactor({ issuer: 'Tidemark', schema: AUTH_SECOND_FACTOR }), secondFactorRules(options)];
}

function secondFactorRules({ engines, onChange }: SecondFactorOptions): BetterAuthPlugin {
  return {
    id: 'tidemark-second-factor',
    hooks: {
      before: [
        {
          matcher: ({ path }) => path === VERIFY_CODE || path === VERIFY_BACKUP,
          handler: createAuthMiddleware(async (request) => {
            const code = codeOf(request.body);
            const session = await getSessionFromCtx(request);
            if (session) await refuseGuessing(engines, { userId: session.user.id, path: request.path });
            const userId = session?.user.id ?? (await signingIn(request));
            if (request.path === VERIFY_CODE && userId !== null) await refuseReplay(engines, { userId, code });
            // Every sign-in asks, on every device, and a backup code is taken for nothing but a session.
            return { context: { ...request, body: { code, trustDevice: false, disableSession: false } } };
          }),
        },
      ],
      after: [
        {
          matcher: ({ path }) => path === VERIFY_CODE || path === DISABLE,
          handler: createAuthMiddleware(async ({ path, context }) => {
            const wasSignedIn = context.session !== null;
            const changed = context.newSession;
            if (!wasSignedIn || !changed) return;
            await endOthers(context.internalAdapter, changed.session);
            const ip = changed.session.ipAddress ?? undefined;
            await onChange({ user: changed.user, enabled: path === VERIFY_CODE, ip });
          }),
        },
      ],
    },
  };
}

/** Whoever is signed in elsewhere did not prove what counts from now on. */
async function endOthers(adapter: AuthRequest['context']['internalAdapter'], kept: { userId: string; token: string }) {
  const sessions = await adapter.listSessions(kept.userId);
  const others = sessions.map(({ token }) => token).filter((token) => token !== kept.token);
  if (others.length > 0) await adapter.deleteSessions(others);
}

const codeOf = (body: unknown): string => {
  const { code } = (body ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code.replaceAll(' ', '') : '';
};

/** Behind the sign-in there is one thing to verify, a factor being set up: wrong codes are not counted there. */
async function refuseGuessing({ db }: SecondFactorOptions['engines'], asked: { userId: string; path: string }) {
  if (asked.path === VERIFY_CODE && !(await hasTotp(db, asked.userId))) return;
  throw new APIError('BAD_REQUEST', { code: 'TOTP_ALREADY_ENABLED', message: 'You are signed in already' });
}

/** better-auth takes a code as often as it comes within its time; here it counts once. Wrong ones are its to count. */
async function refuseReplay(engines: SecondFactorOptions['engines'], asked: { userId: string; code: string }) {
  if ((await takeTotp(engines, asked)) !== 'used') return;
  throw new APIError('UNAUTHORIZED', { code: 'CODE_ALREADY_USED', message: 'This code was used; wait for the next' });
}

type AuthRequest = Parameters<typeof getSessionFromCtx>[0];

/** Who gave the right password and is now asked for the second factor, by the cookie that says so. */
async function signingIn(request: AuthRequest): Promise<string | null> {
  const { name } = request.context.createAuthCookie('two_factor');
  const identifier = await request.getSignedCookie(name, request.context.secret);
  if (!identifier) return null;
  return (await request.context.internalAdapter.findVerificationValue(identifier))?.value ?? null;
}
