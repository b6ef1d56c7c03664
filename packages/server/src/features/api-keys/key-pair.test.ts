import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GivenKey, newKeyPair } from './key-pair.ts';
import { readCredentials } from './read-credentials.ts';

test('made-up pairs have one form, never repeat and fit into HTTP Basic', () => {
  const pairs = Array.from({ length: 500 }, newKeyPair);
  for (const { publicKey, secretKey } of pairs) {
    expect(publicKey).toMatch(/^pk-tm-[0-9A-Za-z]{22}$/);
    expect(secretKey).toMatch(/^sk-tm-[0-9A-Za-z]{49}$/);
    expect(GivenKey.safeParse(publicKey).success && GivenKey.safeParse(secretKey).success).toBe(true);
  }
  expect(new Set(pairs.flatMap(({ publicKey, secretKey }) => [publicKey, secretKey])).size).toBe(1000);
});

test('the end of a secret key is the CRC-32 of its random part, as scanners for leaked keys expect', () => {
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  for (let n = 0; n < 100; n += 1) {
    const [, random = '', check = ''] = /^sk-tm-(.{43})(.{6})$/.exec(newKeyPair().secretKey) ?? [];
    const value = [...check].reduce((sum, digit) => sum * 62 + digits.indexOf(digit), 0);
    expect(value).toBe(crc32(random));
  }
});

test('keys of other instances are taken as they are, and what cannot travel in a header is not', () => {
  for (const key of ['pk-lf-1b0a4c9e-0000-4000-8000-000000000000', 'sk-lf-x_y.z', '12345678']) {
    expect(GivenKey.safeParse(key).success).toBe(true);
  }
  for (const key of ['short', 'with space', 'with:colon', 'ümlaut-key', 'x'.repeat(201), 'line\nbreak']) {
    expect(GivenKey.safeParse(key).success).toBe(false);
  }
});

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

test('both forms of the header are read, in any case of the scheme, and a secret may contain colons', () => {
  expect(readCredentials(basic('pk:sk'))).toEqual({ publicKey: 'pk', secretKey: 'sk' });
  expect(readCredentials(basic('pk:s:k').replace('Basic', 'basic'))).toEqual({ publicKey: 'pk', secretKey: 's:k' });
  expect(readCredentials('BEARER  pk-lf-1')).toEqual({ publicKey: 'pk-lf-1', secretKey: null });
});

test('any other header is refused with one of two messages and never with another error', () => {
  const none = { code: 'unauthenticated', message: 'No authorization header' };
  for (const header of [undefined, '']) expect(() => readCredentials(header)).toThrow(expect.objectContaining(none));
  const invalid = expect.objectContaining({ code: 'unauthenticated', message: 'Invalid authorization header' });
  for (const header of [
    'Basic',
    'Basic ',
    'Digest abc',
    basic('no-colon'),
    basic(':secret'),
    basic('public:'),
    'Bearer a b',
  ]) {
    expect(() => readCredentials(header)).toThrow(invalid);
  }
  fc.assert(
    fc.property(fc.string({ maxLength: 3000 }), (text) => {
      try {
        readCredentials(text);
      } catch (error) {
        expect(error).toMatchObject({ code: 'unauthenticated' });
      }
    }),
    { seed: 20261120 },
  );
});
