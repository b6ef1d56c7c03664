import { createContext, useContext } from 'react';

/** The signed-in person and everything they can reach, as `accounts.me` says it. */
export interface Session {
  user: { id: string; name: string; email: string; secondFactor: boolean; instanceAdmin: boolean };
  organizations: readonly OrganizationAccess[];
}

export interface OrganizationAccess {
  id: string;
  name: string;
  role: string;
  permissions: readonly string[];
  projects: readonly ProjectAccess[];
}

export interface ProjectAccess {
  id: string;
  name: string;
  role: string;
  permissions: readonly string[];
}

export const SessionContext = createContext<Session | null>(null);

/** Only below the signed-in layout. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('useSession is for pages behind the sign-in');
  return session;
}

export interface CurrentProject extends ProjectAccess {
  organization: OrganizationAccess;
  may: (permission: string) => boolean;
}

/** The project of that id with its organization, or null when the person cannot see one. */
export function findProject(session: Session, projectId: string): CurrentProject | null {
  for (const organization of session.organizations) {
    const project = organization.projects.find((each) => each.id === projectId);
    if (project !== undefined)
      return { ...project, organization, may: (permission) => project.permissions.includes(permission) };
  }
  return null;
}

export const ProjectContext = createContext<CurrentProject | null>(null);

/** Only below a project's layout. */
export function useProject(): CurrentProject {
  const project = useContext(ProjectContext);
  if (project === null) throw new Error('useProject is for pages of a project');
  return project;
}
