import { Link, useMatches } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { Clock } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatDuration } from '#lib/format';
import { formatExactTime } from '#lib/format-time';
import { isLate } from '#lib/late-data';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';

const ASK_EVERY_MS = 10_000;
const ASK_WHILE_LATE_MS = 3000;

/** A page; above a list there is one more line, only while what was sent is not yet in it. */
export function LateDataFrame({ children }: { children: ReactNode }) {
  const lists = useMatches().at(-1)?.staticData.lists ?? false;
  if (!lists) return children;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <LateDataBanner />
      <div className="min-h-0 flex-1">{children}</div>
    </div>
  );
}

function LateDataBanner() {
  const trpc = useTRPC();
  const { id: projectId } = useProject();
  const { data: status } = useQuery({
    ...trpc.ingestion.status.queryOptions({ projectId }),
    refetchInterval: ({ state }) => (state.data && isLate(state.data) ? ASK_WHILE_LATE_MS : ASK_EVERY_MS),
  });
  if (status === undefined || !isLate(status)) return null;
  return (
    <p
      role="status"
      className="flex min-h-8 shrink-0 flex-wrap items-center gap-x-2 border-b border-line bg-warning-soft px-4 py-1 text-sm text-warning-text"
    >
      <Clock className="size-4 shrink-0" aria-hidden />
      <span title={formatExactTime(status.completeUpTo)}>
        Complete up to {new Date(status.completeUpTo).toLocaleTimeString('en-GB')},{' '}
        {formatDuration(status.lagSeconds * 1000)} behind.
      </span>
      <span className="max-md:hidden">What was sent since is kept and will appear.</span>
      <Link to="/project/$projectId/data-health" params={{ projectId }} className="font-medium underline">
        Data health
      </Link>
    </p>
  );
}
