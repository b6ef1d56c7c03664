import { RotateCcw } from 'lucide-react';
import { readProblem } from '#lib/app-error';
import { formatTimeLeft } from '#lib/format-time-left';
import { useNow } from '#lib/use-now';
import { Button } from '#ui/button';
import { ListRow, ListRows } from '#ui/list-rows';
import { Panel } from '#ui/panel';
import { useToast } from '#ui/toast';
import { usePendingOrganizations } from './use-organization-deletion.ts';

/** Organizations that the reader owns and that are being deleted; nothing when there are none. */
export function PendingOrganizationsPanel() {
  const { pending, restore } = usePendingOrganizations();
  const now = useNow();
  const toast = useToast();
  if (pending.data === undefined || pending.data.length === 0) return null;
  const bringBack = async (id: string): Promise<void> => {
    try {
      const { name } = await restore(id);
      toast({ title: `${name} is back` });
    } catch (error) {
      toast({ title: 'It could not be restored', detail: readProblem(error).message, tone: 'error' });
    }
  };
  return (
    <Panel flush title="Organizations being deleted">
      <ListRows label="Organizations being deleted">
        {pending.data.map(({ id, name, purgeAfter, reason }) => (
          <ListRow
            key={id}
            title={<span className="text-muted">{name}</span>}
            detail={`${purgeAfter === null ? 'kept until it is restored' : formatTimeLeft(purgeAfter, now)}${reason === null || reason === '' ? '' : `: ${reason}`}`}
          >
            <Button size="sm" onClick={() => void bringBack(id)}>
              <RotateCcw aria-hidden /> Restore
            </Button>
          </ListRow>
        ))}
      </ListRows>
    </Panel>
  );
}
