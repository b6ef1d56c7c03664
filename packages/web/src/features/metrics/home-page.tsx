import { Link } from '@tanstack/react-router';
import { Rocket } from 'lucide-react';
import { useProject } from '#lib/session';
import { labelTimeRange } from '#lib/time-range';
import { useScope } from '#lib/use-scope';
import { Button } from '#ui/button';
import { EmptyState } from '#ui/empty-state';
import { ErrorState } from '#ui/error-state';
import { HomeCharts } from './home-charts.tsx';
import { HomeRankings } from './home-rankings.tsx';
import { HomeTotals } from './home-totals.tsx';
import { useHome } from './use-home.ts';

export function HomePage() {
  const { data, error, refetch, isPlaceholderData } = useHome();
  if (error !== null)
    return (
      <ErrorState
        title="The figures could not be read"
        error={error}
        kept="Nothing that was stored is affected."
        onRetry={() => void refetch()}
      />
    );
  if (data !== undefined && data.totals.traces === 0 && data.totals.observations === 0) return <NothingYet />;
  return (
    <div aria-busy={data === undefined || isPlaceholderData} className="mx-auto flex max-w-[1600px] flex-col gap-4 p-4">
      <HomeTotals totals={data?.totals} />
      <HomeCharts buckets={data?.buckets} />
      <HomeRankings home={data} />
    </div>
  );
}

function NothingYet() {
  const project = useProject();
  const { range, environments, setRange, setEnvironments } = useScope();
  const narrowed = environments.length > 0 || !('last' in range) || range.last !== 'all';
  return (
    <EmptyState
      icon={Rocket}
      title="Nothing happened here"
      action={
        <>
          <Button asChild variant="primary">
            <Link to="/project/$projectId/getting-started" params={{ projectId: project.id }}>
              Send the first trace
            </Link>
          </Button>
          {narrowed ? (
            <Button
              onClick={() => {
                if (environments.length > 0) setEnvironments([]);
                else setRange({ last: 'all' });
              }}
            >
              {environments.length > 0 ? 'Show all environments' : 'Look at all time'}
            </Button>
          ) : null}
        </>
      }
    >
      {environments.length > 0 ? `No traces of ${environments.join(', ')}` : 'No traces'} in{' '}
      {labelTimeRange(range).toLowerCase()}.
    </EmptyState>
  );
}
