import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useProject } from '#lib/session';
import { usePhone } from '#lib/use-media';
import { ErrorState } from '#ui/error-state';
import { PayloadView } from '#ui/payload-view/payload-view';
import { SpanTree } from '#ui/span-tree/span-tree';
import { useSpanTree } from '#ui/span-tree/use-span-tree';
import { TraceFacts } from './trace-facts.tsx';
import { TraceLoading } from './trace-loading.tsx';
import { useTrace } from './use-trace.ts';
import { useTraceSkeleton } from './use-trace-skeleton.ts';

const LARGEST_SHOWN = 2000;

/** A trace beside the list: its figures, its steps, what went in and out. */
export function TracePeek({ traceId }: { traceId: string }) {
  const trace = useTrace(traceId, false);
  const small = trace.data !== undefined && trace.data.observationCount <= LARGEST_SHOWN;
  if (trace.isError)
    return <ErrorState title="The trace could not be read" error={trace.error} onRetry={() => void trace.refetch()} />;
  if (trace.data === undefined) return <TraceLoading />;
  const { input, output, name } = trace.data;
  return (
    <div className="flex min-w-0 flex-col">
      <div className="border-b border-line px-4 py-2">
        <h2 className="truncate text-base font-semibold">{name ?? 'Unnamed trace'}</h2>
        <TraceFacts trace={trace.data} />
      </div>
      {small ? <PeekTree traceId={traceId} /> : null}
      <div className="flex min-w-0 flex-col gap-4 p-4">
        <PayloadView title="Input" text={input} />
        <PayloadView title="Output" text={output} />
      </div>
    </div>
  );
}

/** A click on a step opens the page on it. */
function PeekTree({ traceId }: { traceId: string }) {
  const { tree } = useTraceSkeleton(traceId, { live: false, enabled: true });
  const { id: projectId } = useProject();
  const navigate = useNavigate();
  const phone = usePhone();
  const [width, setWidth] = useState(220);
  const open = (observation: string): void =>
    void navigate({
      to: '/project/$projectId/traces/$traceId',
      params: { projectId, traceId },
      search: { observation } as never,
    });
  const state = useSpanTree(tree, null, open);
  if (tree.nodes.length === 0) return null;
  const height = Math.min(320, 60 + tree.nodes.length * 28);
  return (
    <div style={{ height }} className="border-b border-line">
      <SpanTree
        state={state}
        label="Steps of the trace"
        treeWidth={width}
        onTreeWidth={setWidth}
        timeline={!phone}
        openEndUs={tree.lastUs}
        search=""
        matches={NONE}
        onOpen={() => {}}
      />
    </div>
  );
}

const NONE: ReadonlySet<string> = new Set();
