import { Link } from '@tanstack/react-router';
import { ListTree, SearchX } from 'lucide-react';
import { useProject } from '#lib/session';
import { labelTimeRange } from '#lib/time-range';
import { useScope } from '#lib/use-scope';
import { Button } from '#ui/button';
import { EmptyState } from '#ui/empty-state';
import { useHasTraces } from './use-has-traces.ts';

export interface NoTracesProps {
  /** The address holds a filter that cannot be read. */
  unread: boolean;
  narrowed: boolean;
  onClear: () => void;
}

/** Why a list is empty: the filter, the time range, or that nothing was sent yet. */
export function NoTraces({ unread, narrowed, onClear }: NoTracesProps) {
  const { id: projectId } = useProject();
  const { range, setRange, setEnvironments } = useScope();
  const any = useHasTraces();
  if (unread)
    return (
      <EmptyState
        icon={SearchX}
        title="The filter cannot be read"
        action={<Button onClick={onClear}>Clear the filter</Button>}
      >
        No rows are shown, so that nothing looks like an answer to a question that was not understood.
      </EmptyState>
    );
  if (any === false)
    return (
      <EmptyState
        icon={ListTree}
        title="Nothing was sent to this project yet"
        action={
          <Button asChild variant="primary">
            <Link to="/project/$projectId/getting-started" params={{ projectId }}>
              Send the first trace
            </Link>
          </Button>
        }
      >
        Point an SDK at this project and its traces appear here.
      </EmptyState>
    );
  const clear = (): void => {
    onClear();
    setEnvironments([]);
  };
  return (
    <EmptyState
      icon={SearchX}
      title={narrowed ? 'Nothing matches' : 'Nothing in this time'}
      action={
        <>
          {narrowed ? <Button onClick={clear}>Clear the filter</Button> : null}
          {'last' in range && range.last === 'all' ? null : (
            <Button onClick={() => setRange({ last: 'all' })}>Look at all time</Button>
          )}
        </>
      }
    >
      {narrowed ? 'No row passes the filter' : 'There are no rows'} in “{labelTimeRange(range)}”.
    </EmptyState>
  );
}
