import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';

const PAGE = 50;

/** A session's figures and its traces in the order in which they began, page after page. */
export function useSessionTraces(sessionId: string) {
  const trpc = useTRPC();
  const { id: projectId } = useProject();
  const query = useInfiniteQuery(
    trpc.sessions.get.infiniteQueryOptions(
      { projectId, sessionId, limit: PAGE },
      { getNextPageParam: (page) => page.nextCursor, refetchInterval: 10_000 },
    ),
  );
  const pages = query.data?.pages;
  const traces = useMemo(() => pages?.flatMap((page) => page.traces), [pages]);
  return { ...query, session: pages?.[0]?.session, traces };
}
