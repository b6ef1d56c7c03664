import { Hourglass, SearchX } from 'lucide-react';
import { Button } from '#ui/button';
import { CopyButton } from '#ui/copy-button';
import { EmptyState } from '#ui/empty-state';

export interface TraceMissingProps {
  traceId: string;
  /** The page still asks by itself. */
  waiting: boolean;
  onRetry: () => void;
}

/** A trace that is not here, or not here yet. */
export function TraceMissing({ traceId, waiting, onRetry }: TraceMissingProps) {
  return (
    <div role="status" className="h-full">
      <EmptyState
        icon={waiting ? Hourglass : SearchX}
        title={waiting ? 'This trace is not here yet' : 'There is no such trace in this project'}
        action={waiting ? undefined : <Button onClick={onRetry}>Look again</Button>}
      >
        <p>
          {waiting
            ? 'Sent a moment ago? It appears here by itself. SDKs send in batches, so it can take a few seconds after the code has run.'
            : 'It may belong to another project, may have been deleted, or was never sent. Check that the SDK flushes before the process ends.'}
        </p>
        <p className="mt-3 flex items-center justify-center gap-1 font-mono text-xs break-all">
          {traceId}
          <CopyButton text={traceId} label="Copy the id" />
        </p>
      </EmptyState>
    </div>
  );
}
