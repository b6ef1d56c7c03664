import { toAppError } from '#domain/errors';
import type { Accepting } from './accept-batch.ts';

/** A request that is refused as a whole counts once, by the code of its error. */
export async function countRefusal<T>({ ctx, counter }: Accepting, accept: () => Promise<T>): Promise<T> {
  try {
    return await accept();
  } catch (error) {
    const { code } = toAppError(error);
    counter.add(ctx.projectId, 'received', 1, 'request');
    counter.add(ctx.projectId, 'refused', 1, `request ${code}`);
    throw error;
  }
}
