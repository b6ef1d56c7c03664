import { signIn } from './sign-in.ts';
import type { Address } from './start-tidemark.ts';

/** Of a product and its first project. */
type First = Pick<Address, 'url' | 'projectId' | 'email' | 'password'>;

export type SecondProject = Pick<Address, 'url' | 'projectId' | 'projectName' | 'publicKey' | 'secretKey'>;

/** A project beside the first one, with a key, made as a person does it. */
export async function secondProject<F extends First>(beside: F, projectName = 'Neighbour'): Promise<F & SecondProject> {
  const { url, projectId } = beside;
  const cookie = await signIn(beside);
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
  const { id = '' } = await call('POST', 'projects.create', { organizationId, name: projectName });
  const { publicKey = '', secretKey = '' } = await call('POST', 'apiKeys.create', { projectId: id });
  return { ...beside, projectId: id, projectName, publicKey, secretKey };
}
