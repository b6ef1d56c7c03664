import { ingestionRoutes } from '@tidemark/contract/rest/ingestion';
import { rest } from '#kernel/rest';
import type { RestCall, RestRoute } from '#kernel/rest';
import type { Route } from '@tidemark/contract/rest/route';
import { acceptBatch, acceptSingle } from './accept-batch.ts';
import type { Accepting } from './accepting.ts';
import { acceptOtlp } from './accept-otlp.ts';
import { acceptScores } from './accept-scores.ts';
import {
  wrapEvent,
  wrapGeneration,
  wrapGenerationUpdate,
  wrapSpan,
  wrapSpanUpdate,
  wrapTrace,
} from './batch/legacy-events.ts';
import { drain } from './drain-request.ts';
import { refuseKey } from './refuse-key.ts';

export function ingestionRest({
  counter,
  sampler,
  gate,
}: Pick<Accepting, 'counter' | 'sampler' | 'gate'>): RestRoute[] {
  const accepting = <R extends Route>({ ctx, request }: RestCall<R>): Accepting => ({
    ctx,
    counter,
    sampler,
    gate,
    request: request.raw,
  });
  const single = <const R extends Route>(route: R, wrap: Parameters<typeof acceptSingle>[1]) =>
    rest(route, (call) => acceptSingle(accepting(call), wrap) as never);
  const routes = [
    rest(ingestionRoutes.otlpTraces, async (call) => {
      const { status, contentType, body, retryAfterSeconds } = await acceptOtlp(accepting(call));
      if (retryAfterSeconds !== undefined) void call.reply.header('retry-after', String(retryAfterSeconds));
      return call.reply.code(status).type(contentType).send(Buffer.from(body)) as never;
    }),
    rest(ingestionRoutes.otlpMetrics, async ({ request }) => {
      await drain(request.raw);
      return { message: 'OK' };
    }),
    rest(ingestionRoutes.batch, (call) => acceptBatch(accepting(call))),
    single(ingestionRoutes.createTrace, wrapTrace),
    single(ingestionRoutes.createSpan, wrapSpan),
    single(ingestionRoutes.updateSpan, wrapSpanUpdate),
    single(ingestionRoutes.createGeneration, wrapGeneration),
    single(ingestionRoutes.updateGeneration, wrapGenerationUpdate),
    single(ingestionRoutes.createEvent, wrapEvent),
    rest(ingestionRoutes.createScore, async (call) => {
      const { status, body } = await acceptScores(accepting(call));
      return call.reply.code(status).send(body) as never;
    }),
  ];
  return routes.map((entry) => ({ ...entry, refuse: (error, call) => refuseKey(counter, error, call) }));
}
