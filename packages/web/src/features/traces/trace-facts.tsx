import { CircleDollarSign, Clock, Hash, Layers, ListTree, MessagesSquare, Rocket, Timer, User } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatCost, formatDuration, formatInteger, formatTokens } from '#lib/format';
import { Chip } from '#ui/badge';
import { RelativeTime } from '#ui/relative-time';
import { Fact } from '#ui/fact';
import { FactRow } from '#ui/fact-row';
import type { TraceView } from './trace-types.ts';

export interface TraceFactsProps {
  trace: TraceView;
  running?: boolean;
  /** In place of the bare ids, as links. */
  session?: ReactNode;
  user?: ReactNode;
}

/** The figures of a trace in one line: time, cost, tokens, where, who. */
export function TraceFacts({ trace, running = false, session, user }: TraceFactsProps) {
  return (
    <FactRow label="Figures of the trace">
      <Fact icon={Timer} label="Took">
        {running ? 'running' : formatDuration(trace.latency ? trace.latency * 1000 : null)}
      </Fact>
      {trace.totalCost === 0 ? null : (
        <Fact icon={CircleDollarSign} label="Cost">
          {formatCost(trace.totalCost)}
        </Fact>
      )}
      {trace.totalTokens === 0 ? null : (
        <Fact icon={Hash} label={`${formatInteger(trace.totalTokens)} tokens: in → out`}>
          {formatTokens(trace.inputTokens, trace.outputTokens)}
        </Fact>
      )}
      <Fact icon={ListTree} label="Steps">
        {formatInteger(trace.observationCount)}
      </Fact>
      <Fact icon={Clock} label="Began">
        <RelativeTime time={trace.timestamp} />
      </Fact>
      <Fact icon={Layers} label="Environment">
        {trace.environment}
      </Fact>
      {trace.userId === null ? null : (
        <Fact icon={User} label="User">
          {user ?? trace.userId}
        </Fact>
      )}
      {trace.sessionId === null ? null : (
        <Fact icon={MessagesSquare} label="Session">
          {session ?? trace.sessionId}
        </Fact>
      )}
      {trace.release === null ? null : (
        <Fact icon={Rocket} label="Release">
          {trace.release}
        </Fact>
      )}
      {trace.tags.length === 0 ? null : (
        <span className="flex items-center gap-1">
          {trace.tags.map((tag) => (
            <Chip key={tag}>{tag}</Chip>
          ))}
        </span>
      )}
    </FactRow>
  );
}
