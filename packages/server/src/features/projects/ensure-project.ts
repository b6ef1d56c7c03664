import type { Engines } from '#kernel/ctx';
import { insertProject, selectProject, selectReadableProjects } from './store/projects.sql.ts';

export interface EnsuredProject {
  id: string;
  organizationId: string;
  created: boolean;
}

/**
 * The project that the settings name, by id, else by name; without either any of the organization will do, since a
 * person may have renamed the first one. Made when there is none.
 */
export async function ensureProject(
  engines: Pick<Engines, 'db' | 'clock'>,
  wanted: { organizationId: string; id?: string | undefined; name?: string | undefined; fallbackName: string },
): Promise<EnsuredProject> {
  const { db, clock } = engines;
  const { organizationId } = wanted;
  const known = wanted.id === undefined ? await findNamed() : await selectProject(db, wanted.id);
  if (known) return { id: known.id, organizationId: known.organizationId, created: false };
  const id = wanted.id ?? clock.newId();
  await insertProject(db, {
    id,
    organizationId,
    name: wanted.name ?? wanted.fallbackName,
    at: new Date(clock.nowMs()),
  });
  return { id, organizationId, created: true };

  async function findNamed() {
    const projects = await selectReadableProjects(db, [organizationId]);
    return wanted.name === undefined ? projects[0] : projects.find(({ name }) => name === wanted.name);
  }
}
