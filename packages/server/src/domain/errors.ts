/** What a job does with an error: try again with backoff, keep the message for a person to look at, or forget it. */
export type QueueAction = 'retry' | 'dead-letter' | 'drop';

export interface ErrorMeaning {
  httpStatus: number;
  /** The key of tRPC's own error table. */
  trpcCode: TrpcCode;
  queue: QueueAction;
  /** One sentence for docs/errors.md: when it is answered. */
  description: string;
  /** One sentence for the person who got it. */
  whatToDo: string;
}

type TrpcCode =
  | 'BAD_REQUEST'
  | 'UNAUTHORIZED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'TOO_MANY_REQUESTS'
  | 'PRECONDITION_FAILED'
  | 'PAYLOAD_TOO_LARGE'
  | 'SERVICE_UNAVAILABLE'
  | 'INTERNAL_SERVER_ERROR';

/** Every error code of the product. HTTP, tRPC, the queue and docs/errors.md are read from this table. */
export const ERRORS = {
  invalid: {
    httpStatus: 400,
    trpcCode: 'BAD_REQUEST',
    queue: 'dead-letter',
    description: 'The request cannot be understood: a wrong value, an unknown column, a body that does not decode.',
    whatToDo: 'Mend the request as the message says; sending it again unchanged will fail again.',
  },
  unauthenticated: {
    httpStatus: 401,
    trpcCode: 'UNAUTHORIZED',
    queue: 'dead-letter',
    description: 'No credentials came with the request, or they are wrong, expired or revoked.',
    whatToDo: 'Sign in again, or check the key pair and the host that the client is pointed at.',
  },
  forbidden: {
    httpStatus: 403,
    trpcCode: 'FORBIDDEN',
    queue: 'dead-letter',
    description: 'The caller is known and may see the thing, but may not do this with it.',
    whatToDo: 'Ask an owner or admin for the role that this needs, or use a key of the right kind.',
  },
  not_found: {
    httpStatus: 404,
    trpcCode: 'NOT_FOUND',
    queue: 'drop',
    description: 'The thing does not exist, was deleted, or is not visible to the caller.',
    whatToDo: 'Check the id and the project; what was sent a moment ago may still be on its way.',
  },
  conflict: {
    httpStatus: 409,
    trpcCode: 'CONFLICT',
    queue: 'retry',
    description: 'Someone else changed the thing meanwhile, or its name is taken.',
    whatToDo: 'Load the current state and repeat the change, or choose another name.',
  },
  limit_exceeded: {
    httpStatus: 429,
    trpcCode: 'TOO_MANY_REQUESTS',
    queue: 'retry',
    description: 'More requests came than the limit of this key, address or account allows.',
    whatToDo: 'Wait as long as the Retry-After header says and send the same request again.',
  },
  precondition_failed: {
    httpStatus: 412,
    trpcCode: 'PRECONDITION_FAILED',
    queue: 'dead-letter',
    description: 'Something else has to be true first, for example a confirmation or a setting.',
    whatToDo: 'Do what the message names first, then repeat the request.',
  },
  too_large: {
    httpStatus: 413,
    trpcCode: 'PAYLOAD_TOO_LARGE',
    queue: 'dead-letter',
    description: 'The body, or what it unpacks to, is over the size limit.',
    whatToDo: 'Send smaller batches, or store large payloads as media.',
  },
  unavailable: {
    httpStatus: 503,
    trpcCode: 'SERVICE_UNAVAILABLE',
    queue: 'retry',
    description: 'A store that the answer needs is starting, overloaded or unreachable.',
    whatToDo: 'Send the same request again after a moment; nothing of it was kept.',
  },
  internal: {
    httpStatus: 500,
    trpcCode: 'INTERNAL_SERVER_ERROR',
    queue: 'retry',
    description: 'A defect in Tidemark. The cause is in the log under the request id.',
    whatToDo: 'Report it with the request id; the log has the rest.',
  },
} as const satisfies Record<string, ErrorMeaning>;

export type ErrorCode = keyof typeof ERRORS;

export const ERROR_CODES = Object.keys(ERRORS) as ErrorCode[];

/** Statuses that say more than 400 about an `invalid` request (wrong method, nothing acceptable, wrong content type), and more than 404 about what is not found (it was here, and is gone for good). */
export type FinerStatus = 405 | 406 | 410 | 415 | 422;

const FINER: Partial<Record<ErrorCode, readonly FinerStatus[]>> = { invalid: [405, 406, 415, 422], not_found: [410] };

export interface AppErrorOptions {
  /** What happened underneath; goes to the log, never to the caller. */
  cause?: unknown;
  /** Facts the caller may see: JSON-serialisable. */
  details?: Readonly<Record<string, unknown>>;
  /** Only with `invalid`, and 410 with `not_found`. */
  httpStatus?: FinerStatus;
  /** In answers of the public API instead of the name that all errors of the code have, for programs to tell it apart. */
  publicName?: string;
  /** What a verb wrote before it threw this stays written: the attempt itself is on record. */
  keepsWork?: boolean;
}

/** The only error thrown on purpose. `message` is public: it reaches the caller as it is. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>> | undefined;
  readonly httpStatus: number;
  readonly publicName: string | undefined;
  readonly keepsWork: boolean;

  constructor(code: ErrorCode, publicMessage: string, options: AppErrorOptions = {}) {
    super(publicMessage, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.details = options.details;
    const finer = FINER[code]?.find((status) => status === options.httpStatus);
    this.httpStatus = finer ?? ERRORS[code].httpStatus;
    this.publicName = options.publicName;
    this.keepsWork = options.keepsWork ?? false;
  }

  get queue(): QueueAction {
    return ERRORS[this.code].queue;
  }
}

/** Anything thrown, as an AppError. What is not one becomes `internal`, and its own message stays out of the answer. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  return new AppError('internal', 'Something went wrong on our side', { cause: thrown });
}
