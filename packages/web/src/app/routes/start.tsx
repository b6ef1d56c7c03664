import { Navigate } from '@tanstack/react-router';
import { useSession } from '#lib/session';
import { readStored } from '#lib/stored';

/** To the project that was open last, else the first there is, else to making one. */
export function StartPage() {
  const projects = useSession().organizations.flatMap((organization) => organization.projects);
  const last = readStored('project');
  const project = projects.find(({ id }) => id === last) ?? projects[0];
  if (project === undefined) return <Navigate to="/new-project" replace />;
  return <Navigate to="/project/$projectId" params={{ projectId: project.id }} replace />;
}
