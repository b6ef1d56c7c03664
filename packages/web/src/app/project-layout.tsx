import { Outlet, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { ProjectContext, findProject, useSession } from '#lib/session';
import { ListExportContext, type ExportableList } from '#lib/list-export';
import { writeStored } from '#lib/stored';
import { PageMissing } from './page-missing.tsx';
import { LateDataFrame } from './shell/late-data-frame.tsx';

/** The project of the address, for every page below. What a person may not see does not exist for them. */
export function ProjectLayout() {
  const { projectId = '' } = useParams({ strict: false }) as { projectId?: string };
  const project = findProject(useSession(), projectId);
  const found = project !== null;
  useEffect(() => {
    if (found) writeStored('project', projectId);
  }, [found, projectId]);
  if (project === null) return <PageMissing />;
  return (
    <ProjectContext value={project}>
      <ListExportContext value={exportButton}>
        <LateDataFrame>
          <Outlet />
        </LateDataFrame>
      </ListExportContext>
      {project.may('exports:read') ? (
        <Suspense>
          <ExportWatch key={projectId} />
        </Suspense>
      ) : null}
    </ProjectContext>
  );
}

/** Not among what the first page needs. */
const ExportWatch = lazy(async () => ({ default: (await import('#features/exports')).ExportWatch }));
const ExportButton = lazy(async () => ({ default: (await import('#features/exports')).ExportButton }));

const exportButton = (list: ExportableList) => (
  <Suspense fallback={<span className="w-21 max-md:w-9" />}>
    <ExportButton {...list} />
  </Suspense>
);
