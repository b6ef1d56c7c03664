import { z } from 'zod';
import { PageLimit } from '../paging.ts';
import { PageMetaBody, TextList, TimeParameter } from './query-parts.ts';
import { route } from './route.ts';
import { PublicTrace } from './traces.ts';

export const PublicSession = z.object({
  id: z.string(),
  createdAt: z.string(),
  projectId: z.string(),
  environment: z.string(),
});
export type PublicSession = z.infer<typeof PublicSession>;

export const sessionRoutes = {
  list: route({
    id: 'sessions_list',
    method: 'GET',
    path: '/api/public/sessions',
    summary: 'Sessions, newest first, by page.',
    tag: 'Sessions',
    auth: 'project',
    query: PageLimit.extend({
      fromTimestamp: TimeParameter,
      toTimestamp: TimeParameter,
      environment: TextList.describe('Only these environments.'),
    }),
    response: z.object({ data: z.array(PublicSession), meta: PageMetaBody }),
  }),
  get: route({
    id: 'sessions_get',
    method: 'GET',
    path: '/api/public/sessions/{sessionId}',
    summary: 'A session with its traces.',
    tag: 'Sessions',
    auth: 'project',
    params: z.object({ sessionId: z.string().min(1).max(800) }),
    response: PublicSession.extend({ traces: z.array(PublicTrace) }),
  }),
};
