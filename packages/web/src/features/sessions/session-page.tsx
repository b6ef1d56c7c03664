import { useNavigate, useParams } from '@tanstack/react-router';
import { MessagesSquare } from 'lucide-react';
import { readProblem } from '#lib/app-error';
import { useProject } from '#lib/session';
import { Button } from '#ui/button';
import { EmptyState } from '#ui/empty-state';
import { ErrorState } from '#ui/error-state';
import { Skeleton } from '#ui/skeleton';
import { DeleteSessionsButton } from './delete-sessions-button.tsx';
import { SessionHeader } from './session-header.tsx';
import { SessionTurn } from './session-turn.tsx';
import { useSessionTraces } from './use-session-traces.ts';

/** One session as a conversation: its traces in order, what went in and what came out of each. */
export function SessionPage() {
  const { sessionId = '' } = useParams({ strict: false }) as { sessionId?: string };
  const { id: projectId } = useProject();
  const navigate = useNavigate();
  const query = useSessionTraces(sessionId);
  const { session, traces } = query;
  if (query.isError && session === undefined)
    return readProblem(query.error).code === 'not_found' ? (
      <EmptyState icon={MessagesSquare} title="There is no such session in this project">
        A session is there as soon as one trace carries its id.
      </EmptyState>
    ) : (
      <ErrorState title="The session could not be read" error={query.error} onRetry={() => void query.refetch()} />
    );
  if (session === undefined || traces === undefined) return <SessionLoading />;
  return (
    <div className="flex h-full min-h-0 flex-col bg-canvas">
      <SessionHeader
        session={session}
        actions={
          <DeleteSessionsButton
            ids={[sessionId]}
            onDeleted={() => void navigate({ to: '/project/$projectId/sessions', params: { projectId } })}
          />
        }
      />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex max-w-[880px] flex-col gap-5 px-4 pt-2 pb-10">
          {traces.map((trace, index) => (
            <SessionTurn key={trace.id} trace={trace} index={index} />
          ))}
          {query.hasNextPage ? (
            <Button className="self-center" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              Show more of the conversation
            </Button>
          ) : null}
        </div>
      </div>
    </div>
  );
}

const SessionLoading = () => (
  <div role="status" aria-busy aria-label="Reading the session" className="flex h-full flex-col">
    <div className="border-b border-line bg-surface px-4 py-3">
      <Skeleton className="h-5 w-64" />
      <Skeleton className="mt-3 h-3 w-96 max-w-full" />
    </div>
    <div className="mx-auto flex w-full max-w-[880px] flex-col gap-4 px-4 pt-6">
      {[0, 1, 2].map((turn) => (
        <div key={turn} className="flex flex-col gap-2">
          <Skeleton className="h-14 w-3/4" />
          <Skeleton className="ml-auto h-20 w-3/4" />
        </div>
      ))}
    </div>
  </div>
);
