import { query, router } from '#kernel/trpc';
import { home } from './home.ts';

export const metricsRouter = router({ home: query(home) });
