import { useQuery } from '@tanstack/react-query';

export interface AuthOptionsView {
  signUp: boolean;
  passwordLength: { min: number; max: number };
}

/** What the pages before sign-in may offer. */
export function useAuthOptions(): AuthOptionsView | null {
  const { data } = useQuery({
    queryKey: ['auth', 'options'],
    queryFn: () => readJson<AuthOptionsView>('/api/auth/options'),
    staleTime: 60_000,
    retry: 2,
  });
  return data ?? null;
}

export interface InvitationView {
  email: string;
  role: string;
  organizationName: string;
}

/** What an invitation's link stands for; null when it expired, was used or was withdrawn. */
export const useInvitation = (token: string) =>
  useQuery({
    queryKey: ['auth', 'invitation', token],
    queryFn: () => readInvitation(token),
    staleTime: 30_000,
    retry: 1,
  });

async function readInvitation(token: string): Promise<InvitationView | null> {
  const response = await fetch(`/api/auth/invitations/${encodeURIComponent(token)}`, { credentials: 'same-origin' });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error('The invitation could not be read.');
  return (await response.json()) as InvitationView;
}

async function readJson<Answer>(path: string): Promise<Answer> {
  const response = await fetch(path, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return (await response.json()) as Answer;
}
