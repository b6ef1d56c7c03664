import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';

export interface ObservationKey {
  traceId: string;
  observationId: string;
}

/** A step with its payloads; null while none is selected. The step before stays until the next one is there. */
export function useObservation(key: ObservationKey | null, live: boolean) {
  const trpc = useTRPC();
  const { id: projectId } = useProject();
  return useQuery(
    trpc.observations.get.queryOptions(
      { projectId, traceId: key?.traceId ?? '', observationId: key?.observationId ?? '' },
      {
        enabled: key !== null,
        staleTime: live ? 2000 : 60_000,
        placeholderData: keepPreviousData,
        refetchInterval: live ? 4000 : false,
      },
    ),
  );
}
