import { AppError } from '#domain/errors';

/**
 * What to do about a window that failed: make it smaller, wait and write it again, or write it again and count, since it
 * may never succeed.
 */
export type Trouble =
  | { kind: 'split'; reason: 'memory' | 'time' | 'size' }
  | { kind: 'away'; reason: 'engine' | 'cut' | 'store' }
  | { kind: 'failed'; reason: 'other' };

/** A file that grew larger than it may be. Of the kind that the client of the engine hands on as it is. */
export class TooLarge extends AppError {
  constructor() {
    super('too_large', 'The file of this window would be too large');
  }
}

export function troubleOf(error: unknown): Trouble {
  if (error instanceof TooLarge) return { kind: 'split', reason: 'size' };
  if (!(error instanceof AppError)) return { kind: 'failed', reason: 'other' };
  const ranOut = error.details?.['ranOutOf'];
  if (ranOut === 'memory' || ranOut === 'time') return { kind: 'split', reason: ranOut };
  if (error.code === 'unavailable') return { kind: 'away', reason: reasonOf(error) };
  return { kind: 'failed', reason: 'other' };
}

function reasonOf({ message }: AppError): 'engine' | 'cut' | 'store' {
  if (/trace store/.test(message)) return /did not send all/.test(message) ? 'cut' : 'engine';
  return 'store';
}
