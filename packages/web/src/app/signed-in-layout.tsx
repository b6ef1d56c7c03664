import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { readProblem } from '#lib/app-error';
import { SessionContext } from '#lib/session';
import { useTRPC } from '#lib/trpc';
import { ErrorState } from '#ui/error-state';
import { PageLoading } from './page-loading.tsx';
import { Shell } from './shell/shell.tsx';

/** Knows who is signed in; without a session the query client sends the person to the sign-in page. */
export function SignedInLayout() {
  const trpc = useTRPC();
  const me = useQuery({ ...trpc.accounts.me.queryOptions({}), staleTime: 60_000 });
  if (me.data !== undefined) {
    const { organizations, ...user } = me.data;
    return (
      <SessionContext value={{ user, organizations }}>
        <Shell>
          <Outlet />
        </Shell>
      </SessionContext>
    );
  }
  if (me.error !== null && !['unauthenticated', 'unauthorized'].includes(readProblem(me.error).code)) {
    return <ErrorState title="Tidemark could not be opened" error={me.error} onRetry={() => void me.refetch()} />;
  }
  return <PageLoading />;
}
