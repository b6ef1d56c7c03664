import { deletionRoutes } from '@tidemark/contract/rest/deletions';
import { rest } from '#kernel/rest';
import { getDeletion } from './get-deletion.ts';

export const deletionsRest = [rest(deletionRoutes.get, ({ ctx, params }) => getDeletion(ctx, params))];
