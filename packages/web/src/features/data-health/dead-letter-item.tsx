import { RotateCw, Trash2, Undo2 } from 'lucide-react';
import { formatInteger } from '#lib/format';
import { useNow } from '#lib/use-now';
import { Badge } from '#ui/badge';
import { IconButton } from '#ui/icon-button';
import { ListRow } from '#ui/list-rows';
import { RelativeTime } from '#ui/relative-time';
import type { DeadLetterRow } from './use-dead-letters.ts';
import type { Repair } from './use-repair.ts';

export interface DeadLetterItemProps {
  row: DeadLetterRow;
  repair: Repair | null;
  onOpen: () => void;
}

export function DeadLetterItem({ row, repair, onOpen }: DeadLetterItemProps) {
  return (
    <ListRow
      title={
        <button type="button" onClick={onOpen} className="flex min-w-0 items-center gap-2 text-left hover:underline">
          <Badge>{row.entity}</Badge>
          <span className="truncate font-mono text-sm">{nameOf(row)}</span>
        </button>
      }
      detail={<span title={row.reason}>{row.reason}</span>}
    >
      <span className="text-right text-sm whitespace-nowrap text-muted">
        {eventsOf(row)}, <RelativeTime time={row.at} />
        {row.attempts > 1 ? `, tried ${row.attempts} times` : ''}
      </span>
      <DeadLetterActions row={row} repair={repair} />
    </ListRow>
  );
}

/** A retry that said nothing for this long can be asked for again. */
const RETRY_TAKES_MS = 60_000;

function DeadLetterActions({ row, repair }: Omit<DeadLetterItemProps, 'onOpen'>) {
  const now = useNow();
  if (row.retriedAt !== null && now - Date.parse(row.retriedAt) < RETRY_TAKES_MS)
    return <Badge tone="accent">trying again</Badge>;
  if (repair === null) return null;
  if (row.discardedAt !== null)
    return <IconButton icon={Undo2} label="Bring back" onClick={() => repair.restore([row.id])} />;
  return (
    <>
      <IconButton icon={RotateCw} label="Retry" onClick={() => repair.retry([row.id])} />
      <IconButton icon={Trash2} label="Discard" onClick={() => repair.discard([row.id])} />
    </>
  );
}

export const nameOf = ({ entity, entityId }: DeadLetterRow): string =>
  entity === 'request' ? `request ${Number(entityId) + 1} of its segment` : entityId;

const eventsOf = ({ events }: DeadLetterRow): string =>
  events === 0 ? 'derived row' : events === 1 ? '1 event' : `${formatInteger(events)} events`;
