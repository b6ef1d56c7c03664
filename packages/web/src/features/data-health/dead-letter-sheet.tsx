import { useQuery } from '@tanstack/react-query';
import { RotateCw, Trash2, Undo2, X } from 'lucide-react';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';
import { Loaded } from '#ui/loaded';
import { Button } from '#ui/button';
import { IconButton } from '#ui/icon-button';
import { PayloadView } from '#ui/payload-view/payload-view';
import { RelativeTime } from '#ui/relative-time';
import { Sheet } from '#ui/sheet';
import { Skeleton } from '#ui/skeleton';
import { nameOf } from './dead-letter-item.tsx';
import type { DeadLetterRow } from './use-dead-letters.ts';
import type { Repair } from './use-repair.ts';

export interface DeadLetterSheetProps {
  /** Null while none is open. */
  row: DeadLetterRow | null;
  repair: Repair | null;
  onClose: () => void;
}

/** One dead letter: why, what it holds, and what can be done. */
export function DeadLetterSheet({ row, repair, onClose }: DeadLetterSheetProps) {
  return (
    <Sheet open={row !== null} onOpenChange={(open) => !open && onClose()} title="Dead letter">
      {row === null ? null : <Letter row={row} repair={repair} onClose={onClose} />}
    </Sheet>
  );
}

function Letter({ row, repair, onClose }: DeadLetterSheetProps & { row: DeadLetterRow }) {
  const trpc = useTRPC();
  const { id: projectId } = useProject();
  const letter = useQuery(trpc.ingestion.deadLetters.get.queryOptions({ projectId, deadLetterId: row.id }));
  return (
    <>
      <header className="flex h-(--topbar) shrink-0 items-center gap-2 border-b border-line px-4">
        <h2 className="min-w-0 flex-1 truncate text-base font-semibold">
          {row.entity} <span className="font-mono text-sm font-normal">{nameOf(row)}</span>
        </h2>
        <LetterActions row={row} repair={repair} onClose={onClose} />
        <IconButton icon={X} label="Close" onClick={onClose} />
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4">
        <section aria-label="Reason" className="rounded bg-error-soft px-3 py-2 text-error-text">
          <p className="text-base break-words">{row.reason}</p>
        </section>
        <p className="text-base text-muted">
          {row.advice} Set aside <RelativeTime time={row.at} />
          {row.attempts > 1 ? `, tried ${row.attempts} times` : ''}.
        </p>
        <Loaded query={letter} problem="It could not be read" skeleton={<Skeleton className="h-40" />}>
          {({ payload }) => <PayloadView title="Payload" text={payload} />}
        </Loaded>
      </div>
    </>
  );
}

function LetterActions({ row, repair, onClose }: DeadLetterSheetProps & { row: DeadLetterRow }) {
  if (repair === null) return null;
  const then = (act: (ids: string[]) => void) => () => {
    act([row.id]);
    onClose();
  };
  if (row.discardedAt !== null)
    return (
      <Button size="sm" onClick={then(repair.restore)}>
        <Undo2 aria-hidden /> Bring back
      </Button>
    );
  return (
    <>
      <Button size="sm" onClick={then(repair.retry)}>
        <RotateCw aria-hidden /> Retry
      </Button>
      <Button size="sm" onClick={then(repair.discard)}>
        <Trash2 aria-hidden /> Discard
      </Button>
    </>
  );
}
