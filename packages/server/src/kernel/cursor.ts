import type { z } from 'zod';
import { AppError } from '#domain/errors';

/** A cursor as text: base64url of JSON. Opaque to callers, and never trusted when it comes back. */
export function encodeCursor(place: Readonly<Record<string, unknown>>): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Rejects with `invalid` whatever this server did not make. Accepts both alphabets of base64. */
export function decodeCursor<S extends z.ZodType>(schema: S, text: string): z.output<S> {
  try {
    return schema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch (cause) {
    throw new AppError('invalid', 'The cursor is not one that an earlier answer gave; start again without it', {
      cause,
    });
  }
}
