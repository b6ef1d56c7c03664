import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import { expect, test } from 'vitest';
import { tarParts } from './tar-parts.ts';

const part = (name: string, content: string) => ({
  name,
  sizeBytes: Buffer.byteLength(content),
  open: async () => Readable.from([Buffer.from(content)], { objectMode: false }),
});

test('every part is in the archive under its name, byte for byte', async () => {
  const files = { 'a-0001.parquet': 'x'.repeat(100_000), 'a-0002.parquet': '', 'manifest.json': '{"ä":1}' };
  const tar = tarParts(
    Object.entries(files).map(([name, content]) => part(name, content)),
    new Date('2026-11-20T12:00:00Z'),
  );
  const found: Record<string, string> = {};
  for await (const entry of tar.pipe(extract())) found[entry.header.name] = (await buffer(entry)).toString();
  expect(found).toEqual(files);
});

test('a part that breaks off or is shorter than it was breaks the archive', async () => {
  const gone = { ...part('b', 'bb'), open: () => Promise.reject(new Error('gone')) };
  await expect(buffer(tarParts([part('a', 'aa'), gone], new Date(0)))).rejects.toThrow('gone');
  const shorter = { ...part('b', 'bb'), sizeBytes: 3 };
  await expect(buffer(tarParts([shorter], new Date(0)))).rejects.toThrow('Size mismatch');
});
