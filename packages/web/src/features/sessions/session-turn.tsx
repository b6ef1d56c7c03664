import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { formatCost, formatDuration, formatTokens } from '#lib/format';
import { useProject } from '#lib/session';
import { LevelDot } from '#ui/level-dot';
import { ClippedBox } from '#ui/payload-view/clipped-box';
import { TurnView } from '#ui/chat-view/turn-view';
import { RelativeTime } from '#ui/relative-time';
import { Skeleton } from '#ui/skeleton';
import { useInSight } from './use-in-sight.ts';
import type { TurnTrace } from './session-types.ts';
import { useTurn } from './use-turn.ts';

/** One trace of the conversation: what was asked, what was answered, and the way to its steps. */
export function SessionTurn({ trace, index }: { trace: TurnTrace; index: number }) {
  const element = useRef<HTMLElement>(null);
  const inSight = useInSight(element);
  const turn = useTurn(trace.id, inSight);
  return (
    <article
      ref={element}
      aria-label={`Turn ${index + 1}`}
      className="min-w-0 [contain-intrinsic-size:auto_240px] [content-visibility:auto]"
    >
      <TurnHeader trace={trace} index={index} />
      {turn.data !== undefined ? (
        <div className="flex min-w-0 flex-col gap-2">
          <Bubble side="in" text={turn.data.input} />
          <Bubble side="out" text={turn.data.output} />
        </div>
      ) : turn.isError ? (
        <p role="alert" className="text-sm text-error-text">
          This turn could not be read.{' '}
          <button type="button" className="underline" onClick={() => void turn.refetch()}>
            Try again
          </button>
        </p>
      ) : (
        <div className="flex flex-col gap-2">
          <Skeleton className="h-14 w-3/4" />
          <Skeleton className="ml-auto h-20 w-3/4" />
        </div>
      )}
    </article>
  );
}

function TurnHeader({ trace, index }: { trace: TurnTrace; index: number }) {
  const { id: projectId } = useProject();
  const tokens = trace.inputTokens + trace.outputTokens > 0;
  return (
    <header className="mb-2 flex flex-wrap items-center gap-x-3 border-t border-line pt-3 text-xs text-muted">
      <span className="text-faint">{index + 1}</span>
      <Link
        to="/project/$projectId/traces/$traceId"
        params={{ projectId, traceId: trace.id }}
        className="max-w-80 truncate text-sm font-medium text-ink hover:underline"
      >
        {trace.name ?? 'Unnamed trace'}
      </Link>
      {trace.level === 'DEFAULT' ? null : <LevelDot level={trace.level} />}
      <RelativeTime time={trace.timestamp} />
      <span className="ml-auto flex items-center gap-3 font-mono">
        {tokens ? <span title="Tokens">{formatTokens(trace.inputTokens, trace.outputTokens)}</span> : null}
        {trace.totalCost > 0 ? <span title="Cost">{formatCost(trace.totalCost)}</span> : null}
        <span title="Took">{formatDuration(trace.latency === null ? null : trace.latency * 1000)}</span>
      </span>
    </header>
  );
}

/** What was asked stands right, as in a chat; what was answered has the whole width. */
function Bubble({ side, text }: { side: 'in' | 'out'; text: string | null }) {
  if (text === null) return null;
  const asked = side === 'in';
  return (
    <div
      role="group"
      aria-label={asked ? 'Input' : 'Output'}
      className={
        asked
          ? 'max-w-[88%] min-w-0 self-end rounded border border-line bg-surface px-3 py-2 [--clip:var(--surface)]'
          : 'min-w-0 px-0.5 py-1 [--clip:var(--canvas)]'
      }
    >
      <ClippedBox height={asked ? 260 : 420}>
        <TurnView title={asked ? 'Input' : 'Output'} text={text} speaker={asked ? 'user' : 'assistant'} />
      </ClippedBox>
    </div>
  );
}
