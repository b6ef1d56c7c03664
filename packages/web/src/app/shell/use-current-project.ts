import { useParams } from '@tanstack/react-router';
import { findProject, useSession, type CurrentProject } from '#lib/session';
import { readStored } from '#lib/stored';

/** The project that the shell is about: the address's, else the one that was open last, else the first; null without any. */
export function useCurrentProject(): CurrentProject | null {
  const session = useSession();
  const { projectId } = useParams({ strict: false }) as { projectId?: string };
  const last = readStored('project');
  const first = session.organizations.flatMap(({ projects }) => projects)[0]?.id;
  for (const id of [projectId, last, first]) {
    const project = id === undefined || id === null ? null : findProject(session, id);
    if (project !== null) return project;
  }
  return null;
}
