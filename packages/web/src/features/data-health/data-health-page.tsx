import { Link } from '@tanstack/react-router';
import { Rocket } from 'lucide-react';
import { useProject } from '#lib/session';
import { Button } from '#ui/button';
import { EmptyState } from '#ui/empty-state';
import { ErrorState } from '#ui/error-state';
import { BalancePanel } from './balance-panel.tsx';
import { DeadLettersPanel } from './dead-letters-panel.tsx';
import { HealthVerdict } from './health-verdict.tsx';
import { LagTiles } from './lag-tiles.tsx';
import { RefusalsPanel } from './refusals-panel.tsx';
import { ReplayPanel } from './replay-panel.tsx';
import { ThroughputPanel } from './throughput-panel.tsx';
import { useIngestionStatus } from './use-ingestion-status.ts';

/** Whether everything that was sent can be read, and what to do when not. */
export function DataHealthPage() {
  const { data: status, error, refetch } = useIngestionStatus();
  if (error !== null && status === undefined)
    return (
      <ErrorState
        title="The state of ingestion could not be read"
        error={error}
        kept="What is sent meanwhile is accepted as always."
        onRetry={() => void refetch()}
      />
    );
  if (status?.balance.received === 0) return <NothingYet />;
  return (
    <div aria-busy={status === undefined} className="mx-auto flex max-w-[1600px] flex-col gap-4 p-4">
      <HealthVerdict status={status} unread={error !== null} />
      <LagTiles status={status} />
      <div className="grid gap-4 xl:grid-cols-[3fr_2fr]">
        <ThroughputPanel />
        <BalancePanel balance={status?.balance} />
      </div>
      <RefusalsPanel status={status} />
      <DeadLettersPanel />
      <ReplayPanel />
    </div>
  );
}

function NothingYet() {
  const { id: projectId } = useProject();
  return (
    <EmptyState
      icon={Rocket}
      title="Nothing was sent yet"
      action={
        <Button asChild variant="primary">
          <Link to="/project/$projectId/getting-started" params={{ projectId }}>
            Send a trace
          </Link>
        </Button>
      }
    >
      From the first event on, this page accounts for all of them: stored, waiting, refused, or set aside.
    </EmptyState>
  );
}
