import { Bot, ChevronRight, KeyRound, User } from 'lucide-react';
import { useId, useState, type ComponentProps } from 'react';
import { formatExactTime } from '#lib/format-time';
import { CopyButton } from '#ui/copy-button';
import { JsonView } from '#ui/json-view/json-view';
import { RelativeTime } from '#ui/relative-time';
import type { AuditRow } from './use-audit-log.ts';

/** One line; everything that is known of it unfolds below. */
export function AuditEntry({ row }: { row: AuditRow }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const Icon = row.actor.kind === 'user' ? User : row.actor.kind === 'api-key' ? KeyRound : Bot;
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="grid w-full grid-cols-[16px_1fr_auto] items-center gap-x-2.5 gap-y-0.5 px-4 py-2 text-left text-sm -outline-offset-2 hover:bg-hover md:grid-cols-[16px_minmax(0,3fr)_minmax(0,4fr)_88px]"
      >
        <ChevronRight
          className={
            open ? 'size-4 rotate-90 text-muted transition-transform' : 'size-4 text-muted transition-transform'
          }
          aria-hidden
        />
        <span className="truncate font-mono text-xs">{row.action}</span>
        <span className="flex min-w-0 items-center gap-1.5 text-muted max-md:order-last max-md:col-span-2 max-md:col-start-2">
          <Icon className="size-4 shrink-0" aria-label={KINDS[row.actor.kind] ?? row.actor.kind} role="img" />
          <span className="truncate">{row.actor.name}</span>
        </span>
        <span className="text-right text-xs whitespace-nowrap text-muted">
          <RelativeTime time={row.at} />
        </span>
      </button>
      <div id={id} hidden={!open}>
        {open ? <Details row={row} /> : null}
      </div>
    </li>
  );
}

const KINDS: Record<string, string> = { user: 'Person', 'api-key': 'Key', system: 'Tidemark itself' };

function Details({ row }: { row: AuditRow }) {
  const facts: [string, string | null][] = [
    ['When', formatExactTime(row.at)],
    ['By', `${KINDS[row.actor.kind] ?? row.actor.kind} ${row.actor.name}`],
    ['From', row.ip],
    [row.entityType === null ? 'On' : `On ${row.entityType}`, row.entityId],
    ['Project', row.projectId],
    ['Entry', row.sequence === null ? 'from before the chain began' : `${row.sequence} of the chain`],
  ];
  return (
    <div className="flex flex-col gap-3 border-t border-line bg-sunken px-4 py-3 pl-10.5">
      <dl className="grid grid-cols-[max-content_1fr] gap-x-6 gap-y-1 text-sm">
        {facts.map(([name, value]) =>
          value === null ? null : (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="flex min-w-0 items-center gap-1">
                <span className="min-w-0 break-all">{value}</span>
                {name.startsWith('On') ? <CopyButton text={value} label="Copy the id" /> : null}
              </dd>
            </div>
          ),
        )}
      </dl>
      {isEmpty(row.details) ? null : (
        <JsonView value={row.details as ComponentProps<typeof JsonView>['value']} label="Details" />
      )}
    </div>
  );
}

const isEmpty = (details: unknown): boolean =>
  details === null || details === undefined || (typeof details === 'object' && Object.keys(details).length === 0);
