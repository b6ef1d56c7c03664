import type { BatchExport } from '@tidemark/contract/exports';
import { Link } from '@tanstack/react-router';
import { FileDown } from 'lucide-react';
import { useState } from 'react';
import { readProblem } from '#lib/app-error';
import { useProject, useSession } from '#lib/session';
import { Button } from '#ui/button';
import { EmptyState } from '#ui/empty-state';
import { ErrorState } from '#ui/error-state';
import { ListRows, ListSkeleton } from '#ui/list-rows';
import { Panel } from '#ui/panel';
import { ShowMore } from '#ui/show-more';
import { useToast } from '#ui/toast';
import { ExportFilesDialog } from './export-files-dialog.tsx';
import { ExportRow } from './export-row.tsx';
import { useExportChanges, useExports } from './use-exports.ts';

/** What was exported from the lists of the project: under way, to be fetched, or gone again. */
export function ExportsPage() {
  const { list, rows } = useExports();
  const { cancel } = useExportChanges();
  const toast = useToast();
  const { user } = useSession();
  const project = useProject();
  const mayCancel = ({ requestedBy: { kind, name } }: BatchExport): boolean =>
    project.may('project:update') || (project.may('exports:create') && kind === 'user' && name === user.email);
  const [looking, setLooking] = useState<string | null>(null);
  const stop = async (exportId: string): Promise<void> => {
    try {
      await cancel(exportId);
    } catch (error) {
      toast({ title: 'It could not be cancelled', detail: readProblem(error).message, tone: 'error' });
    }
  };
  if (list.error !== null && rows === undefined)
    return <ErrorState title="The exports could not be read" error={list.error} onRetry={() => void list.refetch()} />;
  if (rows?.length === 0) return <NoExports />;
  return (
    <div className="mx-auto max-w-[1120px] p-4">
      <Panel
        flush
        title="Exports"
        description="Each can be fetched by whoever asked for it, for seven days. Start another from a list: Traces or Steps."
      >
        {rows === undefined ? <ListSkeleton rows={5} /> : null}
        <ListRows label="Exports">
          {(rows ?? []).map((run) => (
            <ExportRow
              key={run.id}
              run={run}
              onCancel={mayCancel(run) ? () => void stop(run.id) : null}
              onFiles={() => setLooking(run.id)}
            />
          ))}
        </ListRows>
        <ShowMore list={list} />
      </Panel>
      {looking === null ? null : <ExportFilesDialog exportId={looking} onClose={() => setLooking(null)} />}
    </div>
  );
}

function NoExports() {
  const project = useProject();
  return (
    <EmptyState
      icon={FileDown}
      title="Nothing was exported yet"
      action={
        project.may('exports:create') ? (
          <Button asChild variant="primary">
            <Link to="/project/$projectId/traces" params={{ projectId: project.id }}>
              Choose what to export
            </Link>
          </Button>
        ) : undefined
      }
    >
      Filter a list of traces or steps and choose Export there: everything that matches comes as Parquet, CSV or JSON,
      without a limit on rows. Files wait here for seven days.
    </EmptyState>
  );
}
