import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTRPC } from '#lib/trpc';
import { useToast } from '#ui/toast';

const POLL_MS = 1500;

/** Whether the project has a trace. When the first one arrives while the page is open, it turns into the traces page. */
export function useFirstTrace(projectId: string): boolean | null {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const toast = useToast();
  const { data } = useQuery({
    ...trpc.traces.hasAny.queryOptions({ projectId }),
    refetchInterval: ({ state }) => (state.data?.hasAny === true ? false : POLL_MS),
    staleTime: 0,
  });
  const has = data?.hasAny ?? null;
  const before = useRef<boolean | null>(null);
  useEffect(() => {
    if (before.current === false && has === true) {
      toast({ title: 'Your first trace is here' });
      void navigate({ to: '/project/$projectId/traces', params: { projectId } });
    }
    before.current = has;
  }, [has, navigate, projectId, toast]);
  return has;
}
