import type { IngestionBalance } from '@tidemark/contract/rest/ingestion-status';
import { formatInteger } from '#lib/format';
import { Panel } from '#ui/panel';
import { Skeleton } from '#ui/skeleton';

/** The sum that has to add up: every event that ever came is in exactly one line. */
export function BalancePanel({ balance }: { balance: IngestionBalance | undefined }) {
  return (
    <Panel
      title="Where every event went"
      description="Since the project began. An event is a span, or one event of a batch."
    >
      {balance === undefined ? (
        <Skeleton className="h-[190px]" />
      ) : (
        <dl className="flex flex-col text-base">
          {LINES.map(({ label, explains, read, color }) => (
            <div key={label} className="flex items-center gap-3 border-b border-line py-1.5">
              <span aria-hidden className="size-2 shrink-0 rounded-[2px]" style={{ background: `var(${color})` }} />
              <dt className="min-w-0 flex-1">
                {label} <span className="text-sm text-muted max-md:block">{explains}</span>
              </dt>
              <dd className="font-mono text-sm">{formatInteger(read(balance))}</dd>
            </div>
          ))}
          <div className="flex items-center gap-3 py-2 font-semibold">
            <dt className="min-w-0 flex-1 pl-5">Received</dt>
            <dd className="font-mono text-sm">{formatInteger(balance.received)}</dd>
          </div>
        </dl>
      )}
    </Panel>
  );
}

interface Line {
  label: string;
  explains: string;
  read: (balance: IngestionBalance) => number;
  color: `--${string}`;
}

const LINES: readonly Line[] = [
  { label: 'Stored', explains: 'can be read', read: ({ stored }) => stored, color: '--success' },
  { label: 'Waiting', explains: 'kept, on the way to the store', read: ({ queued }) => queued, color: '--accent' },
  {
    label: 'Dead letters',
    explains: 'kept, refused by the store',
    read: ({ deadLettered }) => deadLettered,
    color: '--error',
  },
  { label: 'Refused', explains: 'the sender was told why', read: ({ refused }) => refused, color: '--warning' },
];
