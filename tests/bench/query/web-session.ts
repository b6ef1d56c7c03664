import type { Tidemark } from '../../harness/start-tidemark.ts';

/** Asks as the web app does, signed in as the first person. */
export interface WebSession {
  /** One query of the web app's API. Rejects unless it answers 200. */
  query(procedure: string, input: Record<string, unknown>): Promise<unknown>;
}

export async function signIn({ url, email, password, projectId }: Tidemark): Promise<WebSession> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email, password }),
  });
  if (!answer.ok) throw new Error(`Signing in answered ${answer.status}: ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return {
    async query(procedure, input) {
      const parameters = new URLSearchParams({ input: JSON.stringify({ projectId, ...input }) });
      const found = await fetch(`${url}/api/trpc/${procedure}?${parameters}`, { headers: { cookie } });
      const text = await found.text();
      if (!found.ok) throw new Error(`${procedure} answered ${found.status}: ${text.slice(0, 500)}`);
      return (JSON.parse(text) as { result: { data: unknown } }).result.data;
    },
  };
}
