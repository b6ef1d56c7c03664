/**
 * Sign-in and passwords, over the endpoints of the server's authentication library. Each function resolves when the
 * server agreed and rejects with an `AuthError` that a form can show.
 */
class AuthError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** `code-needed`: the password was right, and a code of the second factor opens the session. */
export async function signIn(credentials: { email: string; password: string }): Promise<'signed-in' | 'code-needed'> {
  const answer = await ask('sign-in/email', { ...credentials, rememberMe: true });
  return answer['twoFactorRedirect'] === true ? 'code-needed' : 'signed-in';
}
/** Ends a sign-in that needs one, and the setting up of a second factor. */
export const verifyCode = (code: string): Promise<void> => post('two-factor/verify-totp', { code });
export const verifyBackupCode = (code: string): Promise<void> => post('two-factor/verify-backup-code', { code });

export interface NewSecondFactor {
  /** What an authenticator app reads from the QR code. */
  uri: string;
  backupCodes: readonly string[];
}

/** Counts once `verifyCode` agreed. */
export async function beginSecondFactor(password: string): Promise<NewSecondFactor> {
  const answer = await ask('two-factor/enable', { password });
  return { uri: text(answer['totpURI']) ?? '', backupCodes: texts(answer['backupCodes']) };
}
export const disableSecondFactor = (password: string): Promise<void> => post('two-factor/disable', { password });
/** The old ones stop counting. */
export const renewBackupCodes = async (password: string): Promise<readonly string[]> =>
  texts((await ask('two-factor/generate-backup-codes', { password }))['backupCodes']);

/** `invitationToken` joins the inviting organization, and opens the door where sign-up is switched off. */
export const signUp = (person: {
  name: string;
  email: string;
  password: string;
  invitationToken?: string;
}): Promise<void> => post('sign-up/email', person);
export const signOut = (): Promise<void> => post('sign-out', {});

/** Mails a link; answers the same whether or not the address is known. */
export const requestPasswordReset = (email: string): Promise<void> =>
  post('request-password-reset', { email, redirectTo: '/reset-password' });
export const resetPassword = (reset: { token: string; newPassword: string }): Promise<void> =>
  post('reset-password', reset);

/** Ends the other sessions of the account. */
export const changePassword = (change: { currentPassword: string; newPassword: string }): Promise<void> =>
  post('change-password', { ...change, revokeOtherSessions: true });

async function post(path: string, body: Record<string, unknown>): Promise<void> {
  await ask(path, body);
}

async function ask(path: string, body: Record<string, unknown>): Promise<Record<string, unknown>> {
  const response = await send(path, body);
  const answer = await readJson(response);
  if (response.ok) return answer;
  const code = text(answer['code']) ?? `HTTP_${response.status}`;
  throw new AuthError(
    code,
    SENTENCES.get(code) ??
      (response.status === 429 ? TOO_MANY : (text(answer['message']) ?? 'The server refused this.')),
  );
}

async function send(path: string, body: Record<string, unknown>): Promise<Response> {
  try {
    return await fetch(`/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      credentials: 'same-origin',
      body: JSON.stringify(body),
    });
  } catch {
    throw new AuthError('UNAVAILABLE', 'The server could not be reached. Check your connection and try again.');
  }
}

async function readJson(response: Response): Promise<Record<string, unknown>> {
  try {
    const answer: unknown = await response.json();
    return typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];

const TOO_MANY = 'Too many attempts. Wait a minute and try again.';
const SENTENCES: ReadonlyMap<string, string> = new Map([
  ['INVALID_EMAIL_OR_PASSWORD', 'The e-mail or the password is wrong.'],
  ['INVALID_PASSWORD', 'The password is wrong.'],
  ['INVALID_TOKEN', 'This link was used already or is too old. Ask for a new one.'],
  ['USER_ALREADY_EXISTS', 'There is an account with this e-mail already. Sign in instead.'],
  ['USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL', 'There is an account with this e-mail already. Sign in instead.'],
  ['PASSWORD_TOO_SHORT', 'The password needs at least 8 characters.'],
  ['PASSWORD_TOO_LONG', 'The password is too long.'],
  ['INVALID_CODE', 'This code is wrong. Codes change every 30 seconds; check the time of your phone.'],
  ['CODE_ALREADY_USED', 'This code was used already. Wait for the next one.'],
  ['INVALID_BACKUP_CODE', 'This backup code is wrong or was used already.'],
  ['INVALID_TWO_FACTOR_COOKIE', 'This took too long or too many tries. Start again with your password.'],
  ['TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE', 'Too many wrong codes. Start again with your password.'],
  ['ACCOUNT_TEMPORARILY_LOCKED', 'Too many wrong codes. Wait a quarter of an hour and try again.'],
  ['SIGN_UP_DISABLED', 'New accounts need an invitation here.'],
  ['EMAIL_PASSWORD_SIGN_UP_DISABLED', 'Sign-up is switched off here. Ask an administrator for an invitation.'],
]);
