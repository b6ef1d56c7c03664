import { randomBytes } from 'node:crypto';
import type { Db } from '#platform/postgres/db';
import type { Auth } from './auth.ts';
import { hasUsers, findUserByEmail } from './store/users.sql.ts';

export interface FirstUser {
  userId: string;
  email: string;
  /** Set only when a password was made up now: the one chance to show it. */
  generatedPassword: string | null;
}

/**
 * Sees to it that the person named by the settings has an account; run at every start. A password in the settings
 * counts for a new account only. Without an address nothing happens once anybody has an account.
 */
export async function ensureFirstUser(
  engines: { auth: Auth; db: Db },
  wanted: { email?: string | undefined; password?: string | undefined; fallbackEmail: string },
): Promise<FirstUser | null> {
  if (wanted.email === undefined && (await hasUsers(engines.db))) return null;
  const email = (wanted.email ?? wanted.fallbackEmail).toLowerCase();
  const existing = await findUserByEmail(engines.db, email);
  if (existing) return { userId: existing.id, email, generatedPassword: null };
  const password = wanted.password ?? randomBytes(12).toString('base64url');
  const userId = await createOrFind(engines, { email, password });
  if (typeof userId !== 'string') return { userId: userId.existing, email, generatedPassword: null };
  return { userId, email, generatedPassword: wanted.password === undefined ? password : null };
}

/** Two processes may start at once; the other one then knows the password. */
async function createOrFind(
  engines: { auth: Auth; db: Db },
  account: { email: string; password: string },
): Promise<string | { existing: string }> {
  try {
    return (await engines.auth.createAccount({ ...account, name: 'Admin' })).userId;
  } catch (error) {
    const existing = await findUserByEmail(engines.db, account.email);
    if (!existing) throw error;
    return { existing: existing.id };
  }
}
