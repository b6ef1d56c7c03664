import { TRPCError } from '@trpc/server';
import { z } from 'zod';
import { AppError, ERRORS, toAppError } from '#domain/errors';

/** Only an `AppError` speaks to the client; anything else is `internal` and keeps its message to the log. */
export function toTrpcError(error: unknown): TRPCError {
  const known = toPublicError(error);
  return new TRPCError({ code: ERRORS[known.code].trpcCode, message: known.message, cause: known });
}

/** Input that a verb's schema refused is the caller's error; everything else is as the domain says. */
export function toPublicError(error: unknown): AppError {
  if (!(error instanceof z.ZodError)) return toAppError(error);
  return new AppError('invalid', z.prettifyError(error), { cause: error, details: { issues: error.issues } });
}

/** What the web app needs to react: our code and the details, never a stack. */
export function trpcErrorData(error: TRPCError): Record<string, unknown> {
  const { cause } = error;
  return cause instanceof AppError
    ? { appCode: cause.code, details: cause.details ?? null, stack: undefined }
    : { stack: undefined };
}
