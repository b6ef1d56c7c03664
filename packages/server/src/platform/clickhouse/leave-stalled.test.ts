import { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { expect, test } from 'vitest';
import { leaveStalled } from './leave-stalled.ts';

/** More than streams hold between them. */
const pieces = () =>
  Readable.from(
    Array.from({ length: 100 }, () => Buffer.alloc(64 * 1024, 'x')),
    { objectMode: false },
  );

test('all bytes arrive, however slowly they are read, as long as they are read', async () => {
  let bytes = 0;
  const slowly = async function* (body: AsyncIterable<Buffer>) {
    for await (const piece of body) {
      bytes += piece.length;
      await new Promise((resolve) => setTimeout(resolve, 2));
      yield '';
    }
  };
  await pipeline(leaveStalled(pieces(), 1000), slowly, async (words) => {
    for await (const _ of words);
  });
  expect(bytes).toBe(100 * 64 * 1024);
});

test('bytes that take long to be made are waited for', async () => {
  const late = async function* () {
    await new Promise((resolve) => setTimeout(resolve, 100));
    yield Buffer.from('late');
  };
  expect(await leaveStalled(Readable.from(late(), { objectMode: false }), 20).toArray()).toEqual([Buffer.from('late')]);
});

test('who stops reading is left, and what was read from is closed', async () => {
  const body = pieces();
  const read = leaveStalled(body, 50);
  read.once('readable', () => read.read(1));
  await expect(finished(read)).rejects.toMatchObject({ code: 'unavailable' });
  await expect.poll(() => body.destroyed).toBe(true);
});

test('an error of what is read from is the reader’s', async () => {
  const broken = async function* () {
    yield Buffer.from('a');
    throw new Error('cut');
  };
  await expect(leaveStalled(Readable.from(broken(), { objectMode: false }), 50).toArray()).rejects.toThrow('cut');
});
