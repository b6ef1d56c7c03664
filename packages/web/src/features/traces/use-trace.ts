import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { readProblem } from '#lib/app-error';
import { nowMs } from '#lib/clock';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';

/** How long a page waits for a trace that is not there: what was just sent arrives within seconds. */
const WAIT_MS = 120_000;
const POLL_MS = 2000;

/** A trace with its aggregates. While it is not there, asks again for two minutes; `live` ones are read anew. */
export function useTrace(traceId: string, live: boolean) {
  const trpc = useTRPC();
  const { id: projectId } = useProject();
  const since = useRef(nowMs());
  const query = useQuery(
    trpc.traces.get.queryOptions(
      { projectId, traceId },
      {
        refetchInterval: ({ state }) => {
          if (state.status === 'error') return isMissing(state.error) && waiting(since.current) ? POLL_MS : false;
          return live ? POLL_MS * 2 : false;
        },
      },
    ),
  );
  const missing = query.isError && isMissing(query.error);
  return { ...query, missing, waiting: missing && waiting(since.current) };
}

const isMissing = (error: unknown): boolean => readProblem(error).code === 'not_found';
const waiting = (since: number): boolean => nowMs() - since < WAIT_MS;
