import { useState } from 'react';
import { ErrorState } from '#ui/error-state';
import { ObservationDetail } from './observation-detail.tsx';
import { TraceLoading } from './trace-loading.tsx';
import { useObservation } from './use-observation.ts';
import { useTraceScores } from './use-trace-scores.ts';

/** A step beside the list, as its trace's page shows it. */
export function ObservationPeek({ traceId, observationId }: { traceId: string; observationId: string }) {
  const observation = useObservation({ traceId, observationId }, false);
  const scores = useTraceScores(traceId, true);
  const [tab, setTab] = useState<string | undefined>();
  if (observation.isError)
    return (
      <ErrorState
        title="The step could not be read"
        error={observation.error}
        onRetry={() => void observation.refetch()}
      />
    );
  if (observation.data === undefined) return <TraceLoading />;
  return (
    <ObservationDetail
      observation={observation.data}
      scores={(scores.data ?? []).filter((score) => score.observationId === observationId)}
      search=""
      tab={tab}
      onTab={setTab}
    />
  );
}
