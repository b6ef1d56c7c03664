import { CircleCheck, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#ui/button';
import { ConfirmDialog } from '#ui/confirm-dialog';
import { ErrorState } from '#ui/error-state';
import { ListRows, ListSkeleton } from '#ui/list-rows';
import { Panel } from '#ui/panel';
import { Segmented } from '#ui/segmented';
import { ShowMore } from '#ui/show-more';
import { DeadLetterItem } from './dead-letter-item.tsx';
import { DeadLetterSheet } from './dead-letter-sheet.tsx';
import { useDeadLetters, type DeadLetterRow } from './use-dead-letters.ts';
import { useRepair } from './use-repair.ts';

/** What the store refused, kept until it is stored or a person discards it. */
export function DeadLettersPanel() {
  const [discarded, setDiscarded] = useState(false);
  const [openId, setOpenId] = useState<string | null>(null);
  const [discardingAll, setDiscardingAll] = useState(false);
  const { list, rows, ...actions } = useDeadLetters(discarded);
  const repair = useRepair(actions);
  const ids = (rows ?? []).map(({ id }) => id).slice(0, 200);
  const open = rows?.find(({ id }) => id === openId) ?? null;
  return (
    <Panel
      flush
      title="Dead letters"
      description="Accepted, and refused by the store. Each is kept with its reason until it is stored or discarded."
      actions={
        <div className="flex flex-wrap items-center gap-2">
          {repair === null || discarded || ids.length < 2 ? null : (
            <>
              <Button size="sm" onClick={() => repair.retry(ids)}>
                <RotateCw aria-hidden /> Retry these {ids.length}
              </Button>
              <Button size="sm" onClick={() => setDiscardingAll(true)}>
                Discard these {ids.length}
              </Button>
            </>
          )}
          <Segmented
            label="Show"
            value={discarded ? 'discarded' : 'open'}
            onChange={(next) => setDiscarded(next === 'discarded')}
            options={[
              { value: 'open', label: 'Open' },
              { value: 'discarded', label: 'Discarded' },
            ]}
          />
        </div>
      }
    >
      {list.error !== null && rows === undefined ? (
        <ErrorState title="The dead letters could not be read" error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {rows === undefined && list.error === null ? <ListSkeleton rows={3} /> : null}
      {rows?.length === 0 ? <NoLetters discarded={discarded} /> : null}
      <ListRows label="Dead letters">
        {(rows ?? []).map((row: DeadLetterRow) => (
          <DeadLetterItem key={row.id} row={row} repair={repair} onOpen={() => setOpenId(row.id)} />
        ))}
      </ListRows>
      <ShowMore list={list} />
      <DeadLetterSheet row={open} repair={repair} onClose={() => setOpenId(null)} />
      <ConfirmDialog
        open={discardingAll}
        onOpenChange={setDiscardingAll}
        title={`Discard ${ids.length} dead letters?`}
        confirmLabel={`Discard ${ids.length}`}
        onConfirm={async () => repair?.discard(ids)}
      >
        They leave this list and can be brought back for a week. What was stored stays as it is.
      </ConfirmDialog>
    </Panel>
  );
}

const NoLetters = ({ discarded }: { discarded: boolean }) => (
  <p className="flex flex-wrap items-center justify-center gap-x-2 px-4 py-8 text-sm text-muted">
    <CircleCheck className="size-4" aria-hidden />
    <span className="font-medium text-ink">{discarded ? 'None was discarded' : 'No dead letters'}</span>
    {discarded
      ? 'What is discarded stays here for a week and can be brought back.'
      : 'The store took everything that was accepted.'}
  </p>
);
