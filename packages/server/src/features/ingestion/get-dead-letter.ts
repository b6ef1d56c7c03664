import { z } from 'zod';
import { AppError } from '#domain/errors';
import { read } from '#kernel/verb';
import { DeadLetterId, deadLetterView } from './dead-letter-view.ts';
import type { DeadLetterView } from './dead-letter-view.ts';
import { isOfRequest, readKeptRequest } from './kept-request-text.ts';
import { findLetter } from './store/dead-letter-list.sql.ts';

export interface DeadLetterDetail extends DeadLetterView {
  /** JSON as text: the row as it was mapped, or the kept request when it could not be mapped. Null when it is gone. */
  payload: string | null;
}

export const getDeadLetter = read({
  input: z.object({ deadLetterId: DeadLetterId }),
  permission: 'traces:read',
  async run(ctx, { deadLetterId }): Promise<DeadLetterDetail> {
    const letter = await findLetter(ctx.db, { projectId: ctx.projectId, id: deadLetterId });
    if (!letter) throw new AppError('not_found', 'There is no such dead letter; a retry may have stored it');
    const payload = isOfRequest(letter) ? await readKeptRequest(ctx, letter) : letter.payload;
    return { ...deadLetterView(letter), payload };
  },
});
