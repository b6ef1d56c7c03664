import { ingestionRoutes } from '@tidemark/contract/rest/ingestion';
import { rest } from '#kernel/rest';
import type { RestCall, RestRoute } from '#kernel/rest';
import type { Route } from '@tidemark/contract/rest/route';
import { acceptBatch, acceptSingle } from './accept-batch.ts';
import type { Accepting } from './accept-batch.ts';
import { acceptOtlp } from './accept-otlp.ts';
import {
  wrapEvent,
  wrapGeneration,
  wrapGenerationUpdate,
  wrapScore,
  wrapSpan,
  wrapSpanUpdate,
  wrapTrace,
} from './batch/legacy-events.ts';
import { drain } from './drain-request.ts';
import type { OutcomeCounter } from './outcome-counter.ts';

export function ingestionRest(counter: OutcomeCounter): RestRoute[] {
  const accepting = <R extends Route>({ ctx, request }: RestCall<R>): Accepting => ({
    ctx,
    counter,
    request: request.raw,
  });
  const single = <const R extends Route>(route: R, wrap: Parameters<typeof acceptSingle>[1]) =>
    rest(route, (call) => acceptSingle(accepting(call), wrap) as never);
  return [
    rest(ingestionRoutes.otlpTraces, async (call) => {
      const { status, contentType, body } = await acceptOtlp(accepting(call));
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
    single(ingestionRoutes.createScore, wrapScore),
  ];
}
