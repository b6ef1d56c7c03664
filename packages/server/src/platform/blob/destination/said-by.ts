import { AppError } from '#domain/errors';

/**
 * What the other side said, for the person who set it up. Its text is cut, since it may be a whole page; what we refused
 * ourselves, somewhere below a library, is said as it is.
 */
export function saidBy(who: string, error: unknown): AppError {
  const own = [error, (error as Error).cause, ...((error as AggregateError).errors ?? [])].find(
    (one): one is AppError => one instanceof AppError,
  );
  if (own) return own;
  const { name, message, code, details, statusCode, $metadata } = error as OtherSide;
  const says = code ?? details?.errorCode ?? (name === 'Error' || name === 'RestError' ? undefined : name);
  const status = statusCode ?? $metadata?.httpStatusCode;
  const text = `${who}: ${[says, status, message].filter(Boolean).join(' ')}`;
  return new AppError('unavailable', text.replaceAll(/\s+/g, ' ').slice(0, 300), { cause: error });
}

interface OtherSide {
  name?: string;
  message?: string;
  code?: string;
  statusCode?: number;
  details?: { errorCode?: string };
  $metadata?: { httpStatusCode?: number };
}
