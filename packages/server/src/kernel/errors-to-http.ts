import { z } from 'zod';
import { toAppError } from '#domain/errors';
import type { AppError, ErrorCode } from '#domain/errors';

export interface HttpError {
  status: number;
  body: Record<string, unknown>;
  headers: Record<string, string>;
}

/** The `error` names that clients of the compatible API know. */
const COMPATIBLE_NAMES: Record<ErrorCode, string> = {
  invalid: 'InvalidRequestError',
  unauthenticated: 'UnauthorizedError',
  forbidden: 'ForbiddenError',
  not_found: 'LangfuseNotFoundError',
  conflict: 'LangfuseConflictError',
  limit_exceeded: 'RateLimitError',
  precondition_failed: 'PreconditionFailedError',
  too_large: 'PayloadTooLargeError',
  unavailable: 'ServiceUnavailableError',
  internal: 'InternalServerError',
};

/** Status and body of the compatible API: `{message, error}`, with the issues of a refused query or body. */
export function toHttpError(error: unknown): HttpError {
  if (error instanceof z.ZodError) {
    return { status: 400, body: { message: 'Invalid request data', error: error.issues }, headers: {} };
  }
  const known = toAppError(error);
  return { status: known.httpStatus, body: bodyOf(known), headers: retryHeaders(known) };
}

function bodyOf(error: AppError): Record<string, unknown> {
  const name = error.publicName ?? (error.httpStatus === 405 ? 'MethodNotAllowedError' : COMPATIBLE_NAMES[error.code]);
  return { message: error.message, error: name, ...(error.details ? { details: error.details } : {}) };
}

function retryHeaders(error: AppError): Record<string, string> {
  if (error.code !== 'limit_exceeded' && error.code !== 'unavailable') return {};
  const seconds = error.details?.['retryAfterSeconds'];
  return { 'retry-after': String(typeof seconds === 'number' ? seconds : 5) };
}
