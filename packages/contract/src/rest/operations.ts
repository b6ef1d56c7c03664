import { z } from 'zod';
import { route } from './route.ts';

const flag = z.enum(['true', 'false', '1', '0', '']).optional();

export const operationsRoutes = {
  health: route({
    id: 'health_health',
    method: 'GET',
    path: '/api/public/health',
    tag: 'Health',
    summary: 'Whether the process answers, and with failIfDatabaseUnavailable its databases, too',
    auth: 'none',
    query: z.object({ failIfDatabaseUnavailable: flag, failIfNoRecentEvents: flag, deep: flag }),
    response: z.object({ status: z.string(), version: z.string() }),
  }),
  ready: route({
    id: 'health_ready',
    method: 'GET',
    path: '/api/public/ready',
    tag: 'Health',
    summary: 'Whether requests should be sent here now',
    auth: 'none',
    response: z.object({ status: z.string(), version: z.string() }),
  }),
} as const;
