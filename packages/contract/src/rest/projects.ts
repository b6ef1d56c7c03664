import { z } from 'zod';
import { route } from './route.ts';

export const PublicProject = z.object({
  id: z.string(),
  name: z.string(),
  organization: z.object({ id: z.string(), name: z.string() }),
  metadata: z.record(z.string(), z.unknown()),
  /** Absent when data is kept for ever. */
  retentionDays: z.number().int().optional(),
});

export const projectRoutes = {
  list: route({
    id: 'projects_get',
    method: 'GET',
    path: '/api/public/projects',
    summary: 'The project that the key belongs to, in a list of one. Clients check their credentials with it.',
    tag: 'Projects',
    auth: 'project',
    response: z.object({ data: z.array(PublicProject) }),
  }),
};
