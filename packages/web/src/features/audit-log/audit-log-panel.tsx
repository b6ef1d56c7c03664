import { ScrollText } from 'lucide-react';
import { Button } from '#ui/button';
import { EmptyState } from '#ui/empty-state';
import { ErrorState } from '#ui/error-state';
import { ListRows, ListSkeleton } from '#ui/list-rows';
import { Panel } from '#ui/panel';
import { ShowMore } from '#ui/show-more';
import { AuditEntry } from './audit-entry.tsx';
import { AuditExport } from './audit-export.tsx';
import { AuditFilterBar } from './audit-filter-bar.tsx';
import { AuditVerify } from './audit-verify.tsx';
import { useAuditFilter } from './use-audit-filter.ts';
import { useAuditLog, type AuditOwner } from './use-audit-log.ts';

export interface AuditLogPanelProps {
  owner: AuditOwner;
  /** The organization whose whole log the reader may read and export; null when that is not for them. */
  organizationId: string | null;
}

export function AuditLogPanel({ owner, organizationId }: AuditLogPanelProps) {
  const filter = useAuditFilter();
  const { list, rows } = useAuditLog(owner, filter.filter);
  const projectId = 'projectId' in owner ? owner.projectId : undefined;
  return (
    <>
      {'projectId' in owner ? null : <AuditVerify organizationId={owner.organizationId} />}
      <Panel
        flush
        title="Audit log"
        description="What was done, by whom, from where. Entries are never changed and outlive what they speak of."
        {...(organizationId === null
          ? {}
          : {
              actions: (
                <AuditExport
                  organizationId={organizationId}
                  filter={{ ...filter.filter, ...(projectId === undefined ? {} : { projectId }) }}
                />
              ),
            })}
      >
        <AuditFilterBar filter={filter} />
        {list.error !== null && rows === undefined ? (
          <ErrorState title="The log could not be read" error={list.error} onRetry={() => void list.refetch()} />
        ) : null}
        {rows === undefined && list.error === null ? <ListSkeleton rows={8} /> : null}
        {rows?.length === 0 ? (
          <EmptyState
            icon={ScrollText}
            title={filter.narrowed ? 'No entry matches' : 'Nothing was done yet'}
            {...(filter.narrowed ? { action: <Button onClick={filter.clear}>Clear the filter</Button> } : {})}
          >
            {filter.narrowed
              ? 'Actions match from their beginning: project finds project.create and project.delete.'
              : 'The first change of settings, members, keys or data will be here.'}
          </EmptyState>
        ) : null}
        <ListRows label="Entries">
          {(rows ?? []).map((row) => (
            <AuditEntry key={row.id} row={row} />
          ))}
        </ListRows>
        <ShowMore list={list} />
      </Panel>
    </>
  );
}
