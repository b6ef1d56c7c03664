import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { waitUntil } from '../../harness/wait-until.ts';
import { startOutageProduct } from './outage-product.ts';

const [MOUNT, UMOUNT] = ['/bin/mount', '/bin/umount'] as const;

/** A file system of 8 MB; null where this user may not mount one. */
async function mountSmall(folder: string): Promise<AsyncDisposable | null> {
  await mkdir(folder, { recursive: true });
  if (spawnSync(MOUNT, ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder]).status !== 0) return null;
  return {
    [Symbol.asyncDispose]: async () => {
      spawnSync(UMOUNT, ['--lazy', folder]);
    },
  };
}

test('A13: a full disk is answered with 503 and Retry-After, keeps no empty object, and is over when there is room again', async ({
  skip,
}) => {
  let folder = '';
  let mounted = false;
  await using product = await startOutageProduct({}, async (blobs) => {
    folder = blobs;
    const mount = await mountSmall(blobs);
    mounted = mount !== null;
    return mount ?? { [Symbol.asyncDispose]: async () => undefined };
  });
  if (!mounted) return skip('a small file system needs root');

  const project = await product.newProject();
  expect((await project.send(5)).status).toBe(200);
  const filler = join(folder, 'something-else');
  await writeFile(filler, randomBytes(5 * 2 ** 20));
  const answers = [];
  for (let n = 0; n < 12; n += 1) answers.push(await project.send(1, 2 ** 20));
  const refused = answers.filter(({ status }) => status !== 200);
  expect(refused.length).toBeGreaterThan(2);
  for (const { status, retryAfter } of refused) expect([status, retryAfter]).toEqual([503, '30']);
  await writeFile(filler, Buffer.alloc(0));
  await rm(filler);
  await waitUntil(async () => (await project.send(5)).status === 200, { what: 'requests to be taken again' });

  const balance = await project.expectAllStored();
  expect(balance).toMatchObject({ stored: project.acknowledged.length, deadLettered: 0 });
  expect(balance.refused).toBeGreaterThanOrEqual(refused.length);
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.includes('.seg'));
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  expect(sizes.filter((size) => size === 0)).toEqual([]);
});
