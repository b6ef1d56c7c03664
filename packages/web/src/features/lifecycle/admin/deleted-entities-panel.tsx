import { Flame, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { readProblem } from '#lib/app-error';
import { formatExactDay } from '#lib/format-time';
import { formatTimeLeft } from '#lib/format-time-left';
import { useNow } from '#lib/use-now';
import { Badge } from '#ui/badge';
import { Button } from '#ui/button';
import { ErrorState } from '#ui/error-state';
import { IconButton } from '#ui/icon-button';
import { ListRow, ListRows, ListSkeleton } from '#ui/list-rows';
import { Panel } from '#ui/panel';
import { RelativeTime } from '#ui/relative-time';
import { Select } from '#ui/select';
import { useToast } from '#ui/toast';
import { PurgeDialog } from '../purge-dialog.tsx';
import { Pager } from './pager.tsx';
import { useAdminActions, useDeletedEntities, type DeletedEntity } from './use-admin.ts';

const ALL = 'all';
const PROJECTS = 'projects';
const RESTORABLE: ReadonlySet<string> = new Set(['HIDDEN', 'PENDING_DELETION']);

/** The trash of the whole instance. */
export function DeletedEntitiesPanel({ types }: { types: readonly string[] }) {
  const [type, setType] = useState(ALL);
  const [skip, setSkip] = useState(0);
  const [purging, setPurging] = useState<DeletedEntity | null>(null);
  const { data, error, refetch } = useDeletedEntities({ entityType: type === ALL ? null : type, skip });
  const { restore, purgeOperation, purgeProject } = useAdminActions();
  const toast = useToast();
  const bringBack = async ({ entityType, id, name }: DeletedEntity): Promise<void> => {
    try {
      await restore({ entityType, id });
      toast({ title: `${name} is back` });
    } catch (problem) {
      toast({ title: 'It could not be restored', detail: readProblem(problem).message, tone: 'error' });
    }
  };
  const purge = async ({ entityType, id, name }: DeletedEntity, reason: string): Promise<void> => {
    if (entityType !== PROJECTS) {
      await purgeOperation({ entityType, id, reason });
      toast({ title: `${name} goes for good` });
      return;
    }
    const { status, expiresAt } = await purgeProject({ id, reason });
    if (status === 'due') toast({ title: `${name} goes for good`, detail: 'Two admins have asked for it.' });
    else
      toast({
        title: 'A second admin has to ask for the same',
        detail: expiresAt === null ? '' : `Until ${formatExactDay(expiresAt)}. Nothing has happened yet.`,
      });
  };
  return (
    <Panel
      flush
      title="Deleted"
      description="Projects, and what was deleted inside of others."
      actions={
        <div className="w-44">
          <Select
            label="Kind"
            size="sm"
            value={type}
            onChange={(next) => {
              setType(next);
              setSkip(0);
            }}
            options={[{ value: ALL, label: 'Everything' }, ...types.map((value) => ({ value, label: value }))]}
          />
        </div>
      }
    >
      {error !== null && data === undefined ? (
        <ErrorState title="The deleted things could not be read" error={error} onRetry={() => void refetch()} />
      ) : null}
      {data === undefined && error === null ? <ListSkeleton rows={3} /> : null}
      {data?.data.length === 0 ? (
        <p className="px-4 py-8 text-center text-sm text-muted">Nothing is deleted that could still come back.</p>
      ) : null}
      <ListRows label="Deleted">
        {(data?.data ?? []).map((row) => (
          <EntityRow
            key={`${row.entityType} ${row.id}`}
            row={row}
            onRestore={() => void bringBack(row)}
            onPurge={() => setPurging(row)}
          />
        ))}
      </ListRows>
      <Pager skip={skip} total={data?.total ?? 0} onSkip={setSkip} />
      {purging === null ? null : (
        <PurgeDialog name={purging.name} purge={(reason) => purge(purging, reason)} onClose={() => setPurging(null)} />
      )}
    </Panel>
  );
}

function EntityRow({ row, onRestore, onPurge }: { row: DeletedEntity; onRestore: () => void; onPurge: () => void }) {
  const now = useNow();
  const { entityType, name, projectId, state, deletedAt, deletedBy, reason, purgeAfter } = row;
  const restorable = RESTORABLE.has(state);
  return (
    <ListRow
      wrap
      title={
        <span className="flex min-w-0 items-center gap-2">
          <span className="truncate">{name}</span>
          {/* A name such as "3 traces" says the kind itself. */}
          {name.includes(` ${entityType}s`) ? null : (
            <span className="shrink-0 text-sm font-normal text-muted">
              {entityType === PROJECTS ? 'project' : entityType}
            </span>
          )}
        </span>
      }
      detail={
        <>
          {entityType === PROJECTS ? '' : `in ${projectId}, `}deleted <RelativeTime time={deletedAt} />
          {deletedBy === null || entityType === PROJECTS ? '' : ` by ${deletedBy}`}
          {reason === '' ? '' : `: ${reason}`}
        </>
      }
    >
      {restorable ? (
        <>
          <span className="text-sm whitespace-nowrap text-muted">
            {purgeAfter === null ? 'kept' : formatTimeLeft(purgeAfter, now)}
          </span>
          <Button size="sm" onClick={onRestore}>
            <RotateCcw aria-hidden /> Restore
          </Button>
          <IconButton icon={Flame} label="Delete for good" onClick={onPurge} />
        </>
      ) : (
        <Badge tone={state === 'PURGE_BLOCKED' || state === 'FAILED' ? 'error' : 'neutral'}>
          {state.toLowerCase().replaceAll('_', ' ')}
        </Badge>
      )}
    </ListRow>
  );
}
