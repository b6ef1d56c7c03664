import { ClickHouseError } from '@clickhouse/client';
import { AppError } from '#domain/errors';
import { NETWORK_CODES } from '#platform/network/network-codes';
import type { QueryClass } from './query-class.ts';

/**
 * Codes that say nothing about the rows: the engine is overloaded, out of memory, read-only, restarting or cut off.
 * The same statement succeeds later. https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp
 */
const RETRYABLE_CODES = new Set([
  '3', // UNEXPECTED_END_OF_FILE
  '76', // CANNOT_OPEN_FILE: a folder that is being closed or opened
  '159', // TIMEOUT_EXCEEDED
  '198', // DNS_ERROR
  '202', // TOO_MANY_SIMULTANEOUS_QUERIES
  '203', // NO_FREE_CONNECTION
  '209', // SOCKET_TIMEOUT
  '210', // NETWORK_ERROR
  '225', // NO_ZOOKEEPER
  '236', // ABORTED
  '241', // MEMORY_LIMIT_EXCEEDED
  '242', // TABLE_IS_READ_ONLY
  '243', // NOT_ENOUGH_SPACE
  '252', // TOO_MANY_PARTS
  '279', // ALL_CONNECTION_TRIES_FAILED
  '285', // TOO_FEW_LIVE_REPLICAS
  '286', // UNSATISFIED_QUORUM_FOR_PREVIOUS_WRITE
  '319', // UNKNOWN_STATUS_OF_INSERT
  '394', // QUERY_WAS_CANCELLED
  '425', // SYSTEM_ERROR
  '439', // CANNOT_SCHEDULE_TASK
  '473', // DEADLOCK_AVOIDED
  '499', // S3_ERROR
  '745', // SERVER_OVERLOADED
  '999', // KEEPER_EXCEPTION
]);

/** Codes that blame a value of a row: sending the same row again fails again. */
const DATA_CODES = new Set([
  '6', // CANNOT_PARSE_TEXT
  '25', // CANNOT_PARSE_ESCAPE_SEQUENCE
  '26', // CANNOT_PARSE_QUOTED_STRING
  '27', // CANNOT_PARSE_INPUT_ASSERTION_FAILED
  '33', // CANNOT_READ_ALL_DATA
  '38', // CANNOT_PARSE_DATE
  '41', // CANNOT_PARSE_DATETIME
  '53', // TYPE_MISMATCH
  '69', // ARGUMENT_OUT_OF_BOUND
  '70', // CANNOT_CONVERT_TYPE
  '72', // CANNOT_PARSE_NUMBER
  '117', // INCORRECT_DATA
  '130', // CANNOT_READ_ARRAY_FROM_TEXT
  '131', // TOO_LARGE_STRING_SIZE
  '190', // SIZES_OF_ARRAYS_DONT_MATCH
  '321', // VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE
  '349', // CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN
  '407', // DECIMAL_OVERFLOW
  '469', // VIOLATED_CONSTRAINT
  '691', // UNKNOWN_ELEMENT_OF_ENUM
]);

/** A read that ran into a limit of its class: asking for less is what helps. */
export const TOO_HEAVY_CODES: ReadonlySet<string> = new Set(['158', '159', '160', '241', '307', '396']);

/** True when the same statement may succeed later: it must not count against the data it carried. */
export function isRetryable(error: unknown): boolean {
  if (error instanceof AppError) return error.code === 'unavailable' || isRetryable(error.cause);
  if (error instanceof ClickHouseError) return RETRYABLE_CODES.has(error.code);
  return isNetworkTrouble(error);
}

/** True when the engine refused a value: splitting the batch finds the row. */
export function isDataError(error: unknown): boolean {
  if (error instanceof AppError) return isDataError(error.cause);
  return error instanceof ClickHouseError && DATA_CODES.has(error.code);
}

/** What is wrong with the file that a statement was sent with, in the engine's words; null for any other trouble. */
export function blameOf(error: unknown): string | null {
  if (error instanceof AppError) return blameOf(error.cause);
  if (!(error instanceof ClickHouseError)) return null;
  if (error.code === '241' && /query memory limit|for query/i.test(error.message))
    return 'it takes more memory to read than there is for it';
  if (RETRYABLE_CODES.has(error.code)) return null;
  return error.message.split(/: while executing|: While executing|\n/)[0]?.slice(0, 300) ?? 'it cannot be read';
}

/** What the caller of a query is told. Limits are the caller's to avoid in reads, and ours to wait for in writes. */
export function toEngineError(error: unknown, queryClass: QueryClass): AppError {
  if (error instanceof AppError) return error;
  const isRead = queryClass === 'ui' || queryClass === 'api' || queryClass === 'export';
  if (isRead && error instanceof ClickHouseError && TOO_HEAVY_CODES.has(error.code)) return tooHeavy(error);
  if (isRetryable(error))
    return new AppError('unavailable', 'The trace store does not answer at the moment', { cause: error });
  if (isDataError(error)) return new AppError('invalid', 'The trace store refused a value', { cause: error });
  return new AppError('internal', 'Something went wrong on our side', { cause: error });
}

function tooHeavy(error: ClickHouseError): AppError {
  const ranOut = error.code === '159' || error.code === '160' ? 'time' : 'memory';
  return new AppError(
    'invalid',
    `The query ran out of ${ranOut}. Narrow the time range, add a filter, or ask for fewer rows or fields.`,
    { cause: error, httpStatus: 422, details: { ranOutOf: ranOut } },
  );
}

function isNetworkTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as NodeJS.ErrnoException).code;
  if (code !== undefined && NETWORK_CODES.has(code)) return true;
  return /timeout error|socket hang up|aborted/i.test(error.message);
}
