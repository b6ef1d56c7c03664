import { symmetricDecrypt } from 'better-auth/crypto';
import { Secret, TOTP } from 'otpauth';
import type { Engines } from '#kernel/ctx';
import type { Db } from '#platform/postgres/db';
import { authSecret } from './auth-secret.ts';
import { findSecondFactor, takeStep } from './store/second-factors.sql.ts';

type TotpEngines = Pick<Engines, 'db' | 'secrets' | 'clock'>;

/** RFC 6238 as every authenticator app does it: SHA-1, six digits, 30 seconds. */
const APP = { algorithm: 'SHA1', digits: 6, period: 30 } as const;

/** Whether the person has a second factor that counts, so that a sensitive action must ask for it. */
export async function hasTotp(db: Db, userId: string): Promise<boolean> {
  return (await findSecondFactor(db, userId))?.verified === true;
}

/** True for the right code, once: the same code, and an older one, is refused afterwards, also at sign-in. */
export async function checkTotp(engines: TotpEngines, asked: { userId: string; code: string }): Promise<boolean> {
  if (!(await hasTotp(engines.db, asked.userId))) return false;
  return (await takeTotp(engines, asked)) === 'taken';
}

/** `wrong` takes nothing; `used` means that this code or a later one was taken already. Also while it is being set up. */
export async function takeTotp(
  engines: TotpEngines,
  { userId, code }: { userId: string; code: string },
): Promise<'taken' | 'used' | 'wrong'> {
  const factor = await findSecondFactor(engines.db, userId);
  if (!factor || !/^\d{6}$/.test(code)) return 'wrong';
  const key = await symmetricDecrypt({ key: authSecret(engines.secrets), data: factor.secret });
  const timestamp = engines.clock.nowMs();
  // One step to either side, since clocks of phones differ.
  const delta = TOTP.validate({ ...APP, secret: Secret.fromUTF8(key), token: code, timestamp, window: 1 });
  if (delta === null) return 'wrong';
  const step = Math.floor(timestamp / 1000 / APP.period) + delta;
  return (await takeStep(engines.db, { userId, step })) ? 'taken' : 'used';
}
