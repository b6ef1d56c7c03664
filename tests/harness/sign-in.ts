import type { Address } from './start-tidemark.ts';

/** The cookie of a session of the first person, as the web app has it. */
export async function signIn({ url, email, password }: Pick<Address, 'url' | 'email' | 'password'>): Promise<string> {
  const answer = await fetch(new URL('/api/auth/sign-in/email', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) throw new Error(`Signing in answered ${answer.status}: ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}
