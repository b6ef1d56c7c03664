import { ingestionStatusRoutes } from '@tidemark/contract/rest/ingestion-status';
import { rest } from '#kernel/rest';
import { ingestionStatus } from './ingestion-status.ts';

export const ingestionStatusRest = [rest(ingestionStatusRoutes.status, ({ ctx }) => ingestionStatus(ctx, {}))];
