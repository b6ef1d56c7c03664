import { Readable } from 'node:stream';
import { AppError } from '#domain/errors';

/**
 * The same bytes, for a reader that may be far away: when it takes none for so long, it is left, since what it reads from
 * has a place in the engine that others wait for. How long the bytes take to be made does not count.
 */
export function leaveStalled(body: Readable, stalledAfterMs: number): Readable {
  const leave = () =>
    read.destroy(new AppError('unavailable', `Nothing was read of the answer for ${stalledAfterMs / 1000} s`));
  const read = Readable.from(timed(body, { stalledAfterMs, leave }), { objectMode: false });
  return read;
}

async function* timed(
  body: Readable,
  { stalledAfterMs, leave }: { stalledAfterMs: number; leave(): void },
): AsyncGenerator<Uint8Array> {
  let timer: NodeJS.Timeout | undefined;
  try {
    for await (const piece of body) {
      timer = setTimeout(leave, stalledAfterMs);
      yield piece as Uint8Array;
      clearTimeout(timer);
    }
  } finally {
    clearTimeout(timer);
    body.destroy();
  }
}
