import { Link } from '@tanstack/react-router';
import { Rocket } from 'lucide-react';
import { useProject } from '#lib/session';
import { phraseTimeRange } from '#lib/time-range';
import { useScope } from '#lib/use-scope';
import { Button } from '#ui/button';
import { EmptyState } from '#ui/empty-state';
import { ErrorState } from '#ui/error-state';
import { HomeCharts } from './home-charts.tsx';
import { HomeRankings } from './home-rankings.tsx';
import { HomeTotals } from './home-totals.tsx';
import { useEverTraced } from './use-ever-traced.ts';
import { useHome } from './use-home.ts';

export function HomePage() {
  const { data, error, refetch, isPlaceholderData } = useHome();
  const empty = data !== undefined && data.totals.traces === 0 && data.totals.observations === 0;
  const ever = useEverTraced(empty);
  if (error !== null)
    return (
      <ErrorState
        title="The figures could not be read"
        error={error}
        kept="Nothing that was stored is affected."
        onRetry={() => void refetch()}
      />
    );
  if (empty && ever === false) return <NeverTraced />;
  if (empty && ever === true) return <NothingHere />;
  return (
    <div aria-busy={data === undefined || isPlaceholderData} className="mx-auto flex max-w-[1600px] flex-col gap-4 p-4">
      <HomeTotals totals={data?.totals} />
      <HomeCharts buckets={data?.buckets} />
      <HomeRankings home={data} />
    </div>
  );
}

function NeverTraced() {
  const project = useProject();
  return (
    <EmptyState
      icon={Rocket}
      title="Nothing was sent to this project yet"
      action={
        <Button asChild variant="primary">
          <Link to="/project/$projectId/getting-started" params={{ projectId: project.id }}>
            Send the first trace
          </Link>
        </Button>
      }
    >
      As soon as an SDK sends to it, its traces, cost, latency and errors are counted here.
    </EmptyState>
  );
}

function NothingHere() {
  const project = useProject();
  const { range, environments, setRange, setEnvironments } = useScope();
  const send = (
    <Link to="/project/$projectId/getting-started" params={{ projectId: project.id }}>
      Send a trace
    </Link>
  );
  const widen =
    environments.length > 0
      ? { label: 'Show all environments', run: () => setEnvironments([]) }
      : 'last' in range && range.last === 'all'
        ? null
        : { label: 'Look at all time', run: () => setRange({ last: 'all' }) };
  return (
    <EmptyState
      icon={Rocket}
      title="Nothing happened here"
      action={
        <>
          {widen === null ? null : (
            <Button variant="primary" onClick={widen.run}>
              {widen.label}
            </Button>
          )}
          <Button asChild variant={widen === null ? 'primary' : 'secondary'}>
            {send}
          </Button>
        </>
      }
    >
      {environments.length > 0 ? `No traces of ${environments.join(', ')}` : 'No traces'} {phraseTimeRange(range)}.
    </EmptyState>
  );
}
