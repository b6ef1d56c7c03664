import { AppError } from '#domain/errors';
import type { Engines } from '#kernel/ctx';

/** Null when it is gone: erased with its project, row and all, or, where its row is left, lost. */
export async function readSegment({ blob }: Pick<Engines, 'blob'>, key: string): Promise<Buffer | null> {
  try {
    const { buffer, byteOffset, byteLength } = await blob.get(key);
    return Buffer.from(buffer, byteOffset, byteLength);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    if (error instanceof AppError && error.code === 'unavailable') throw error;
    throw new UnreadableSegment(error);
  }
}

/** What came of reading its file; the store as a whole is not away. */
export class UnreadableSegment extends Error {
  constructor(cause: unknown) {
    super(`The file of the segment cannot be read: ${(cause as Error).message}`, { cause });
  }
}
