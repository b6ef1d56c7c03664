import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { gunzipSync, gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { ExportCompression } from '@tidemark/contract/exports';
import { EXPORT_COMPRESSIONS } from '@tidemark/contract/exports';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinParts } from './join-parts.ts';

const pack = { none: (bytes: Buffer) => bytes, gzip: gzipSync, zstd: zstdCompressSync };
const unpack = { none: (bytes: Buffer) => bytes, gzip: gunzipSync, zstd: zstdDecompressSync };

/** Parts whose bytes come in pieces that are cut anywhere. */
const partsOf = (texts: readonly string[], compression: ExportCompression, cut: number) =>
  texts.map((one) => async () => {
    const bytes = pack[compression](Buffer.from(one));
    const pieces: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += cut) pieces.push(bytes.subarray(at, at + cut));
    return Readable.from(pieces, { objectMode: false });
  });

const rows = fc.array(fc.record({ id: fc.string(), text: fc.string({ unit: 'binary' }) }), { maxLength: 5 });
const parts = fc.array(rows, { minLength: 1, maxLength: 4 });
const cut = fc.integer({ min: 1, max: 90 });

test('parts of JSON become one array with every row, wherever they are cut and however they are packed', async () => {
  await fc.assert(
    fc.asyncProperty(parts, cut, fc.constantFrom(...EXPORT_COMPRESSIONS), async (lists, size, compression) => {
      const texts = lists.map((list) => `[\n${list.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`);
      const joined = await buffer(joinParts(partsOf(texts, compression, size), { format: 'json', compression }));
      expect(JSON.parse(unpack[compression](joined).toString())).toEqual(lists.flat());
    }),
    { seed: 5, numRuns: 200 },
  );
});

test('parts of CSV become one file with one header', async () => {
  for (const compression of EXPORT_COMPRESSIONS) {
    const texts = ['"id","text"\n1,"a\nb"\n2,"c"\n', '"id","text"\n', '"id","text"\n3,"d\n"\n'];
    const joined = await buffer(joinParts(partsOf(texts, compression, 3), { format: 'csv', compression }));
    expect(unpack[compression](joined).toString()).toBe('"id","text"\n1,"a\nb"\n2,"c"\n3,"d\n"\n');
  }
});

test('lines follow one another as they are', async () => {
  for (const compression of EXPORT_COMPRESSIONS) {
    const joined = await buffer(
      joinParts(partsOf(['{"a":1}\n', '', '{"a":2}\n'], compression, 2), { format: 'jsonl', compression }),
    );
    expect(unpack[compression](joined).toString()).toBe('{"a":1}\n{"a":2}\n');
  }
});

test('a part that breaks off, or is no array, breaks the file', async () => {
  const broken = async () =>
    Readable.from(
      (async function* () {
        yield Buffer.from('[\n{"a":1},');
        throw new Error('gone');
      })(),
      { objectMode: false },
    );
  const whole = partsOf(['[{"a":1}]'], 'none', 100);
  const form = { format: 'json', compression: 'none' } as const;
  await expect(text(joinParts([...whole, broken], form))).rejects.toThrow('gone');
  await expect(text(joinParts([...whole, ...partsOf(['[{"a":2},'], 'none', 100)], form))).rejects.toThrow('array');
  await expect(text(joinParts([...whole, ...partsOf(['Code: 241'], 'none', 100)], form))).rejects.toThrow('array');
  const packed = partsOf(['"a"\n1\n'], 'gzip', 100);
  const halved = async () => Readable.from([gzipSync('"a"\n2\n').subarray(0, 12)], { objectMode: false });
  await expect(buffer(joinParts([...packed, halved], { format: 'csv', compression: 'gzip' }))).rejects.toThrow(
    /end of file/,
  );
});
