import type { FastifyReply, FastifyRequest } from 'fastify';
import { toAppError } from '#domain/errors';
import type { OutcomeCounter } from './outcome-counter.ts';
import { encodeRpcStatus } from './otlp/trace-response.ts';
import { tallyName } from './tally.ts';

/**
 * A request whose key opens nothing. Where the state of its project is the reason it is counted as refused there, as
 * one, since it is not read. Exporters of protobuf are answered in their own form, so that their log has the words.
 */
export function refuseKey(
  counter: Pick<OutcomeCounter, 'add'>,
  error: unknown,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): unknown {
  const { details, message, httpStatus, code } = toAppError(error);
  const { projectId, refusal } = details ?? {};
  if (typeof projectId === 'string' && typeof refusal === 'string')
    counter.add(projectId, { 'received:request': 1, [tallyName('refused', refusal)]: 1 });
  const isProtobuf = request.headers['content-type']?.includes('protobuf') ?? false;
  if (!isProtobuf || (code !== 'unauthenticated' && code !== 'forbidden')) throw error;
  return reply
    .code(httpStatus)
    .type('application/x-protobuf')
    .send(Buffer.from(encodeRpcStatus(message, 'protobuf')));
}
