import { z } from 'zod';
import { ObservationId } from '@tidemark/contract/ids';
import type { PublicObservation } from '@tidemark/contract/rest/observations';
import { AppError } from '#domain/errors';
import { queryClassOf } from '#kernel/query-class-of';
import { read } from '#kernel/verb';
import { publicObservation } from './public-observation.ts';
import { findObservation } from './store/find-observation.sql.ts';

export const getPublicObservation = read({
  input: z.object({ observationId: ObservationId }),
  permission: 'traces:read',
  async run(ctx, { observationId }): Promise<PublicObservation> {
    const find = { projectId: ctx.projectId, id: observationId };
    const row = await findObservation(ctx.ch, find, queryClassOf(ctx.actor));
    if (!row) throw new AppError('not_found', 'Observation not found within authorized project');
    return publicObservation(row, ctx.projectId);
  },
});
