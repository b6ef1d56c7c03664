import type { Tidemark } from '../../harness/start-tidemark.ts';
import type { Target } from '../load/load-orders.ts';

export interface SecondProject extends Target {
  projectId: string;
}

/** A project beside the first one, with a key. */
export async function secondProject(
  { url, email, password, projectId }: Tidemark,
  name = 'Neighbour',
): Promise<SecondProject> {
  const signIn = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email, password }),
  });
  const cookie = signIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const call = async (method: 'GET' | 'POST', procedure: string, input: object) => {
    const asked = method === 'GET' ? `?${new URLSearchParams({ input: JSON.stringify(input) }).toString()}` : '';
    const answer = await fetch(`${url}/api/trpc/${procedure}${asked}`, {
      method,
      headers: { cookie, origin: url, 'content-type': 'application/json' },
      ...(method === 'POST' ? { body: JSON.stringify(input) } : {}),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${procedure} answered ${answer.status}: ${text}`);
    return (JSON.parse(text) as { result: { data: Record<string, string> } }).result.data;
  };
  const { organizationId = '' } = await call('GET', 'projects.get', { projectId });
  const { id = '' } = await call('POST', 'projects.create', { organizationId, name });
  const { publicKey = '', secretKey = '' } = await call('POST', 'apiKeys.create', { projectId: id });
  return { url, publicKey, secretKey, projectId: id };
}
