import { readProblem } from '#lib/app-error';
import { EmptyState } from '#ui/empty-state';
import { ErrorState } from '#ui/error-state';
import { ShieldX } from 'lucide-react';
import { AdminsPanel } from './admins-panel.tsx';
import { CleanupPanel } from './cleanup-panel.tsx';
import { DeletedEntitiesPanel } from './deleted-entities-panel.tsx';
import { FailingPurgesPanel } from './failing-purges-panel.tsx';
import { ProjectsPanel } from './projects-panel.tsx';
import { StatsPanel } from './stats-panel.tsx';
import { useDeletionStats } from './use-admin.ts';

/** For those who look after the instance: everything that is being deleted in it, whoever it belongs to. */
export function AdminPage() {
  const stats = useDeletionStats();
  if (stats.error !== null && stats.data === undefined)
    return readProblem(stats.error).code === 'forbidden' ? (
      <EmptyState icon={ShieldX} title="This page is for admins of the instance">
        Whoever runs this Tidemark is one, and can make others one.
      </EmptyState>
    ) : (
      <ErrorState
        title="The state of deletions could not be read"
        error={stats.error}
        onRetry={() => void stats.refetch()}
      />
    );
  return (
    <div className="mx-auto flex max-w-[1120px] flex-col gap-4 p-4">
      <FailingPurgesPanel stats={stats.data} />
      <StatsPanel stats={stats.data} />
      <DeletedEntitiesPanel types={[...new Set(stats.data?.entities.map(({ entityType }) => entityType))]} />
      <ProjectsPanel />
      <CleanupPanel />
      <AdminsPanel />
    </div>
  );
}
