import { ErrorState } from '#ui/error-state';
import { Skeleton } from '#ui/skeleton';
import { ObservationDetail } from './observation-detail.tsx';
import { TraceDetail } from './trace-detail.tsx';
import type { TraceView } from './trace-types.ts';
import { useObservation } from './use-observation.ts';
import { useTraceScores } from './use-trace-scores.ts';

export interface SelectedDetailProps {
  trace: TraceView;
  selectedId: string | null;
  live: boolean;
  search: string;
  tab: string | undefined;
  onTab: (tab: string) => void;
  onStep: (observationId: string) => void;
}

/** The details of the selected step, or of the whole trace while none is. */
export function SelectedDetail({ trace, selectedId, live, search, tab, onTab, onStep }: SelectedDetailProps) {
  const scores = useTraceScores(trace.id, true);
  const observation = useObservation(
    selectedId === null ? null : { traceId: trace.id, observationId: selectedId },
    live,
  );
  const common = { search, tab, onTab };
  return (
    <div data-detail className="h-full min-h-0 bg-surface" aria-busy={observation.isPlaceholderData}>
      {selectedId === null ? (
        <TraceDetail trace={trace} scores={scores.data ?? []} onStep={onStep} {...common} />
      ) : observation.isError ? (
        <ErrorState
          title="The step could not be read"
          error={observation.error}
          onRetry={() => void observation.refetch()}
        />
      ) : observation.data === undefined ? (
        <DetailLoading />
      ) : (
        <ObservationDetail
          key={observation.data.id}
          observation={observation.data}
          scores={(scores.data ?? []).filter(({ observationId }) => observationId === selectedId)}
          {...common}
        />
      )}
    </div>
  );
}

const DetailLoading = () => (
  <div role="status" aria-busy aria-label="Reading the step" className="flex flex-col gap-4 p-4">
    <Skeleton className="h-5 w-48" />
    <Skeleton className="h-3 w-80 max-w-full" />
    <Skeleton className="h-32 w-full" />
    <Skeleton className="h-48 w-full" />
  </div>
);
