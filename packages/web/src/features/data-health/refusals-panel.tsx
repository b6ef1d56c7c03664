import type { IngestionReason, IngestionStatus } from '@tidemark/contract/rest/ingestion-status';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { formatInteger } from '#lib/format';
import { Badge } from '#ui/badge';
import { ListSkeleton } from '#ui/list-rows';
import { Panel } from '#ui/panel';
import { reasonInWords } from './reason-in-words.ts';
import { RefusalSheet } from './refusal-sheet.tsx';

/** What did not get in within a day, the most frequent first, and what to do about each. */
export function RefusalsPanel({ status }: { status: IngestionStatus | undefined }) {
  const reasons = status?.lastDay.reasons;
  const [open, setOpen] = useState<string | null>(null);
  return (
    <Panel
      flush
      title="Not stored, of the last day"
      description="By reason, with what to change where the data is sent. Open a reason to see what was refused."
    >
      {reasons === undefined ? <ListSkeleton rows={2} /> : null}
      {reasons?.length === 0 ? (
        <p className="px-4 py-8 text-center text-sm text-muted">Nothing was refused in the last day.</p>
      ) : null}
      <ul aria-label="Reasons" className="divide-y divide-line">
        {(reasons ?? []).map((reason) => (
          <Reason
            key={`${reason.outcome} ${reason.reason}`}
            reason={reason}
            lastHour={lastHourOf(status, reason)}
            onOpen={() => setOpen(reason.reason)}
          />
        ))}
      </ul>
      <RefusalSheet reason={open} onClose={() => setOpen(null)} />
    </Panel>
  );
}

function Reason(props: { reason: IngestionReason; lastHour: number; onOpen: () => void }) {
  const { reason, lastHour, onOpen } = props;
  const isDead = reason.outcome === 'dead-lettered';
  return (
    <li className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 px-4 py-2.5 lg:grid-cols-[minmax(0,2fr)_minmax(0,4fr)_8rem] lg:items-baseline">
      <div className="flex min-w-0 flex-wrap items-center gap-2 text-base font-medium">
        {isDead ? (
          <>
            <span className="min-w-0 break-words">{reasonInWords(reason.reason)}</span>
            <Badge tone="error">dead letter</Badge>
          </>
        ) : (
          <button type="button" onClick={onOpen} className="group flex min-w-0 items-center gap-1 text-left">
            <span className="min-w-0 break-words group-hover:underline">{reasonInWords(reason.reason)}</span>
            <ChevronRight className="size-4 shrink-0 text-muted" aria-hidden />
          </button>
        )}
      </div>
      <p className="text-sm text-muted max-lg:order-last max-lg:col-span-2">{reason.advice}</p>
      <div className="text-right whitespace-nowrap">
        <span className="font-mono text-sm">{formatInteger(reason.count)}</span>
        <span className="block text-xs text-muted">{formatInteger(lastHour)} in the last hour</span>
      </div>
    </li>
  );
}

function lastHourOf(status: IngestionStatus | undefined, { outcome, reason }: IngestionReason): number {
  return status?.lastHour.reasons.find((one) => one.outcome === outcome && one.reason === reason)?.count ?? 0;
}
