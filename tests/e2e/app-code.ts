import type { TOTP } from 'otpauth';
import { waitUntil } from '../harness/wait-until.ts';

const STEP_MS = 30_000;
/** More than a form needs to reach the server, so that the code is still of the step that it was made for. */
const MARGIN_MS = 5_000;

/** What an authenticator app shows, or showed or will show `steps` steps from now; each code counts once. */
export async function appCode(app: TOTP, steps = 0): Promise<string> {
  const isEarlyInStep = async () => Date.now() % STEP_MS < STEP_MS - MARGIN_MS;
  await waitUntil(isEarlyInStep, { what: 'the next step of the authenticator app' });
  return app.generate({ timestamp: Date.now() + steps * STEP_MS });
}
