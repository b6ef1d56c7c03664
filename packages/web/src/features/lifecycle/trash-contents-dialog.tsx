import { formatCost } from '#lib/format';
import { Button } from '#ui/button';
import { Dialog } from '#ui/dialog';
import { ListRow, ListRows, ListSkeleton } from '#ui/list-rows';
import { Loaded } from '#ui/loaded';
import { RelativeTime } from '#ui/relative-time';
import { ShowMore } from '#ui/show-more';
import type { TrashEntry } from './use-trash.ts';
import { useTrashContents } from './use-trash-contents.ts';

/** What a deletion took, for who thinks about restoring it. */
export function TrashContentsDialog({ entry, onClose }: { entry: TrashEntry; onClose: () => void }) {
  const { list, rows } = useTrashContents(entry);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={entry.entityName}
      description="What this deletion took. Nobody else sees it until it is restored."
      footer={<Button onClick={onClose}>Close</Button>}
    >
      <Loaded
        query={{ ...list, data: rows }}
        problem="What was deleted could not be read"
        skeleton={<ListSkeleton rows={4} />}
      >
        {(shown) =>
          shown.length === 0 ? (
            <p className="px-4 py-8 text-center text-sm text-muted">No traces are among it.</p>
          ) : (
            <ListRows label="Deleted traces">
              {shown.map((trace) => (
                <ListRow
                  key={`${trace.id} ${trace.timestamp}`}
                  title={trace.name ?? trace.id}
                  detail={
                    <>
                      <RelativeTime time={trace.timestamp} />
                      {trace.userId === null ? '' : `, ${trace.userId}`}
                      <code className="block truncate font-mono text-xs">{trace.id}</code>
                    </>
                  }
                >
                  <span className="text-sm text-muted tabular-nums">{formatCost(trace.totalCost)}</span>
                </ListRow>
              ))}
            </ListRows>
          )
        }
      </Loaded>
      <ShowMore list={list} />
    </Dialog>
  );
}
