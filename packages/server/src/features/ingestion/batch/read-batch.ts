import { IngestionBatch, type IngestionError, type IngestionResponse } from '@tidemark/contract/ingestion/batch';
import { IngestionEvent } from '@tidemark/contract/ingestion/events';
import { AppError } from '#domain/errors';
import { atOnce, sliced } from '#platform/process/slices';
import type { Slices } from '#platform/process/slices';

/** What the key that sent a batch may write: everything, or scores only (a public key without its secret). */
export type BatchAccess = 'all' | 'scores';

export interface ReadBatch {
  accepted: IngestionEvent[];
  errors: IngestionError[];
  /** The event that each of the errors is about, as it came. */
  refused: unknown[];
  /** As the batch itself names it; headers, where present, know better. */
  sdk: { name: string; version: string };
}

/**
 * Checks a parsed body event by event. Throws `invalid` with `details.errors` when it is no batch at all; a bad event
 * becomes an entry of `errors` and takes no other with it.
 */
export function readBatch(body: unknown, access: BatchAccess): ReadBatch {
  return atOnce(readBatchInSlices(body, access));
}

/** About a millisecond of checking. */
const EVENTS_PER_SLICE = 64;

export function* readBatchInSlices(body: unknown, access: BatchAccess): Slices<ReadBatch> {
  const batch = IngestionBatch.safeParse(body);
  if (!batch.success) {
    const errors = batch.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
    throw new AppError('invalid', 'Invalid request data', { details: { errors } });
  }
  const read: ReadBatch = { accepted: [], errors: [], refused: [], sdk: sdkOf(batch.data.metadata) };
  yield* sliced(batch.data.batch, EVENTS_PER_SLICE, (raw) => {
    const event = IngestionEvent.safeParse(raw);
    const before = read.errors.length;
    if (!event.success) {
      const error = event.error.message;
      read.errors.push({ id: idOf(raw), status: 400, message: 'Invalid request data', error });
    } else if (access === 'scores' && event.data.type !== 'score-create') {
      read.errors.push({
        id: event.data.id,
        status: 401,
        message: 'Authentication error',
        error: 'Access Scope Denied',
      });
    } else read.accepted.push(event.data);
    if (read.errors.length > before) read.refused.push(raw);
  });
  return read;
}

/** The answer to a batch, once what was accepted is durable. */
export function batchResponse({ accepted, errors }: ReadBatch): IngestionResponse {
  return { successes: accepted.map(({ id }) => ({ id, status: 201 as const })), errors };
}

function idOf(raw: unknown): string {
  const id = fieldOf(raw, 'id');
  return typeof id === 'string' && id !== '' ? id : 'unknown';
}

function sdkOf(metadata: unknown): ReadBatch['sdk'] {
  const text = (...keys: string[]) =>
    keys.map((key) => fieldOf(metadata, key)).find((value) => typeof value === 'string');
  return { name: text('sdk_name', 'sdkName') ?? '', version: text('sdk_version', 'sdkVersion') ?? '' };
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
