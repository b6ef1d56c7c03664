import { Outlet, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ProjectContext, findProject, useSession } from '#lib/session';
import { ExportButton, ExportWatch } from '#features/exports';
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
      {project.may('exports:read') ? <ExportWatch key={projectId} /> : null}
    </ProjectContext>
  );
}

const exportButton = (list: ExportableList) => <ExportButton {...list} />;
