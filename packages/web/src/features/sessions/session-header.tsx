import { CircleDollarSign, CircleX, Clock, Hash, ListTree, Timer, User } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatCost, formatDuration, formatInteger, formatTokens } from '#lib/format';
import { CopyButton } from '#ui/copy-button';
import { Fact } from '#ui/fact';
import { FactRow } from '#ui/fact-row';
import { RelativeTime } from '#ui/relative-time';
import type { SessionFigures } from './session-types.ts';

export function SessionHeader({ session, actions }: { session: SessionFigures; actions: ReactNode }) {
  return (
    <header className="shrink-0 border-b border-line bg-surface px-4 py-2">
      <div className="flex min-w-0 items-center gap-2">
        <h1 className="flex min-w-0 items-center gap-1">
          <span className="truncate font-mono text-lg font-semibold">{session.id}</span>
          <CopyButton text={session.id} label="Copy the session id" />
        </h1>
        <span className="ml-auto flex shrink-0">{actions}</span>
      </div>
      <FactRow label="Figures of the session">
        <Fact icon={ListTree} label="Traces">
          {formatInteger(session.traceCount)} {session.traceCount === 1 ? 'trace' : 'traces'}
        </Fact>
        {session.errorCount === 0 ? null : (
          <Fact icon={CircleX} label="Steps at level error">
            <span className="text-error-text">
              {formatInteger(session.errorCount)} {session.errorCount === 1 ? 'error' : 'errors'}
            </span>
          </Fact>
        )}
        <Fact icon={Timer} label="From the beginning of the first trace to the last end">
          {formatDuration(session.duration * 1000)}
        </Fact>
        <Fact icon={CircleDollarSign} label="Cost">
          {formatCost(session.totalCost)}
        </Fact>
        <Fact icon={Hash} label="Tokens in → out">
          {formatTokens(session.inputTokens, session.outputTokens)}
        </Fact>
        <Fact icon={Clock} label="Last activity">
          <RelativeTime time={session.lastTime} />
        </Fact>
        {session.userIds.length === 0 ? null : (
          <Fact icon={User} label="Users">
            {session.userIds.join(', ')}
          </Fact>
        )}
      </FactRow>
    </header>
  );
}
