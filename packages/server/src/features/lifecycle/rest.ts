import { lifecycleRoutes } from '@tidemark/contract/rest/lifecycle';
import { AppError } from '#domain/errors';
import { rest } from '#kernel/rest';
import { findCertificate } from './purge/find-certificate.ts';

/** Open to whoever has the id, which cannot be guessed: who it is about has lost every key by then. */
export const lifecycleRest = [
  rest(lifecycleRoutes.certificate, async ({ ctx, params }) => {
    const certificate = await findCertificate(ctx.db, params.certificateId);
    if (!certificate) throw new AppError('not_found', 'There is no such certificate');
    return certificate;
  }),
];
