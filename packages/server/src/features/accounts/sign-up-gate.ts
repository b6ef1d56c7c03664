import { singleLine } from '@tidemark/contract/single-line';
import type { BetterAuthOptions } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import type { SignUpInvitations } from './auth.ts';
import { SECOND_FACTOR_PATHS } from './second-factor.ts';

interface Gate {
  signUpEnabled: boolean;
  invitations: SignUpInvitations;
}

interface NewUser {
  id: string;
  email: string;
  name: string;
}

/** Requests reach these hooks with their body; accounts that the server makes itself have none and pass. */
type RequestContext = { path?: string; body?: unknown } | null;

const PersonName = singleLine({ min: 1, max: 100 });

/** Stands between the sign-up form and the table of people. */
export function signUpGate({ signUpEnabled, invitations }: Gate) {
  return {
    async before(user: NewUser, request: RequestContext) {
      const name = PersonName.safeParse(user.name);
      if (!name.success) {
        throw new APIError('BAD_REQUEST', {
          code: 'INVALID_NAME',
          message: 'A name is one line of 1 to 100 characters',
        });
      }
      if (
        isSignUp(request) &&
        !signUpEnabled &&
        !(await isInvited(user.email, invitationTokenOf(request), invitations))
      ) {
        throw new APIError('FORBIDDEN', { code: 'SIGN_UP_DISABLED', message: 'New accounts need an invitation here' });
      }
      return { data: { ...user, name: name.data, image: null } };
    },
    async after(user: NewUser, request: RequestContext) {
      const token = invitationTokenOf(request);
      if (token !== null && (await isInvited(user.email, token, invitations))) await invitations.accept(token, user);
    },
  };
}

async function isInvited(email: string, token: string | null, invitations: SignUpInvitations): Promise<boolean> {
  const invitation = token === null ? null : await invitations.find(token);
  return invitation?.email === email.toLowerCase();
}

const isSignUp = (request: RequestContext) => request?.path === '/sign-up/email';

function invitationTokenOf(request: RequestContext): string | null {
  const body = isSignUp(request) ? (request?.body as { invitationToken?: unknown } | undefined) : undefined;
  return typeof body?.invitationToken === 'string' ? body.invitationToken : null;
}

/** What the product serves of better-auth; the rest (social sign-in, deletion, e-mail change, …) is not found. */
const SERVED_PATHS: ReadonlySet<string> = new Set([
  '/sign-up/email',
  '/sign-in/email',
  '/sign-out',
  '/get-session',
  '/list-sessions',
  '/revoke-session',
  '/revoke-other-sessions',
  '/change-password',
  '/request-password-reset',
  '/reset-password',
  '/send-verification-email',
  '/verify-email',
  ...SECOND_FACTOR_PATHS,
]);

type BeforeHook = NonNullable<NonNullable<BetterAuthOptions['hooks']>['before']>;

/** Also makes every change of password end the person's other sessions, whatever the client asked for. */
export const onlyServedPaths: BeforeHook = createAuthMiddleware(async (request) => {
  if (!SERVED_PATHS.has(request.path))
    throw new APIError('NOT_FOUND', { code: 'NOT_FOUND', message: 'There is nothing here' });
  if (JSON.stringify(request.body ?? null).includes(String.raw`\u0000`)) {
    throw new APIError('BAD_REQUEST', { code: 'INVALID_BODY', message: 'The body must not contain NUL characters' });
  }
  if (request.path !== '/change-password') return;
  return { context: { ...request, body: { ...request.body, revokeOtherSessions: true } } };
});
