import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useUrlParams } from '#lib/use-url-params';

/** After a sign-in: forgets what was read before it and goes to where the person wanted to be. */
export function useEnter(): () => Promise<void> {
  const queries = useQueryClient();
  const router = useRouter();
  const [{ next }] = useUrlParams();
  return async () => {
    queries.clear();
    router.history.push(ownPath(next) ?? '/');
  };
}

/** Only a path of this origin: `next` comes from the address, so anybody can write it. */
export function ownPath(next: string | undefined): string | null {
  if (next === undefined || !next.startsWith('/') || /^\/[/\\]/.test(next) || /[\u0000-\u001f]/.test(next)) return null;
  return next;
}
