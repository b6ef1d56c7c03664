import {
  Bot,
  Eye,
  Flame,
  ListTree,
  MessagesSquare,
  RotateCcw,
  ScrollText,
  Star,
  User,
  type LucideIcon,
} from 'lucide-react';
import { formatInteger } from '#lib/format';
import { formatExactDay } from '#lib/format-time';
import { formatTimeLeft } from '#lib/format-time-left';
import { useNow } from '#lib/use-now';
import { Badge } from '#ui/badge';
import { Button } from '#ui/button';
import { IconButton } from '#ui/icon-button';
import { Progress } from '#ui/progress';
import { RelativeTime } from '#ui/relative-time';
import type { TrashEntry } from './use-trash.ts';

export interface TrashRowProps {
  row: TrashEntry;
  /** Named where rows are of several projects. */
  projectName?: string;
  mayRestore: boolean;
  mayPurge: boolean;
  /** Null where the reader may not see what was deleted. */
  onLook: (() => void) | null;
  onRestore: () => void;
  onPurge: () => void;
}

/** One deletion: what it took, who, when, why, and how long it can still be taken back. */
export function TrashRow(props: TrashRowProps) {
  const { row, projectName, mayRestore, mayPurge, onLook, onRestore, onPurge } = props;
  const Icon = ICONS[row.entityType] ?? ScrollText;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
      <Icon className="size-4 shrink-0 text-muted" aria-hidden />
      <div className="min-w-48 flex-1">
        <div className="flex min-w-0 items-center gap-2 text-base font-medium">
          <span className={row.entityName === row.entityId ? 'truncate font-mono text-sm' : 'truncate'}>
            {row.entityName}
          </span>
          {row.entityId === null ? null : (
            <span className="shrink-0 text-sm font-normal text-muted">{row.entityType}</span>
          )}
        </div>
        <p className="text-sm break-words text-muted">
          {projectName === undefined ? '' : `in ${projectName}, `}
          {taken(row)}deleted by {row.requestedBy.name} <RelativeTime time={row.requestedAt} />
          {row.reason === null ? '' : `: ${row.reason}`}
        </p>
      </div>
      <TrashState row={row} />
      {row.state === 'HIDDEN' ? (
        <div className="flex items-center gap-1 max-sm:basis-full max-sm:pl-8">
          {onLook !== null && LOOKABLE.has(row.entityType) ? (
            <IconButton icon={Eye} label="Look inside" onClick={onLook} />
          ) : null}
          {mayRestore ? (
            <Button size="sm" onClick={onRestore}>
              <RotateCcw aria-hidden /> Restore
            </Button>
          ) : null}
          {mayPurge ? <IconButton icon={Flame} label="Delete for good" onClick={onPurge} /> : null}
        </div>
      ) : null}
    </li>
  );
}

function TrashState({ row }: { row: TrashEntry }) {
  const now = useNow();
  const doing = WORK[row.state];
  if (doing !== undefined)
    return (
      <div className="w-48">
        <Progress label={doing} share={shareOf(row.progress)} />
      </div>
    );
  if (row.state === 'FAILED') return <Badge tone="error">failed, is tried again</Badge>;
  if (row.purgeAfter === null) return <span className="text-sm text-muted">kept</span>;
  return (
    <span className="text-sm whitespace-nowrap text-muted" title={`Goes for good on ${formatExactDay(row.purgeAfter)}`}>
      {formatTimeLeft(row.purgeAfter, now)}
    </span>
  );
}

function shareOf({ done, total }: Readonly<Record<string, number>>): number | null {
  return done === undefined || total === undefined || total === 0 ? null : done / total;
}

const WORK: Record<string, string | undefined> = {
  HIDING: 'Is being deleted',
  RESTORING: 'Is being restored',
  PURGING: 'Is going for good',
};

const ICONS: Record<string, LucideIcon | undefined> = {
  trace: ListTree,
  session: MessagesSquare,
  user: User,
  score: Star,
  model: Bot,
};

const LOOKABLE: ReadonlySet<string> = new Set(['trace', 'session', 'user']);

/** What went along; nothing where the name says it already. */
function taken({ counts, entityType, entityId }: TrashEntry): string {
  const parts = Object.entries(counts).filter(([kind, count]) => count > 0 && kind !== `${entityType}s`);
  if (parts.length === 0 || (entityId === null && entityType !== 'session')) return '';
  return `with ${parts.map(([kind, count]) => `${formatInteger(count)} ${count === 1 ? kind.replace(/s$/, '') : kind}`).join(', ')}, `;
}
