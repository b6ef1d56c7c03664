import { useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useNow } from '#lib/use-now';
import { ErrorState } from '#ui/error-state';
import { isLive } from './live-trace.ts';
import { TraceMissing } from './trace-missing.tsx';
import { TraceLoading } from './trace-loading.tsx';
import { TraceWorkspace } from './trace-workspace.tsx';
import { useTrace } from './use-trace.ts';
import { useTraceSkeleton } from './use-trace-skeleton.ts';

/** One trace: tree, timeline and the selected step. It waits for a trace that was just sent, and follows a running one. */
export function TracePage() {
  const { traceId = '' } = useParams({ strict: false }) as { traceId?: string };
  return <Loaded key={traceId} traceId={traceId} />;
}

function Loaded({ traceId }: { traceId: string }) {
  const [live, setLive] = useState(false);
  const now = useNow();
  const trace = useTrace(traceId, live);
  const skeleton = useTraceSkeleton(traceId, { live, enabled: trace.data !== undefined });
  const { tree } = skeleton;
  useEffect(() => setLive(isLive(tree, now)), [tree, now]);
  if (trace.missing)
    return <TraceMissing traceId={traceId} waiting={trace.waiting} onRetry={() => void trace.refetch()} />;
  if (trace.data === undefined)
    return trace.isError ? (
      <ErrorState title="The trace could not be read" error={trace.error} onRetry={() => void trace.refetch()} />
    ) : (
      <TraceLoading />
    );
  return <TraceWorkspace trace={trace.data} skeleton={skeleton} live={live} />;
}
