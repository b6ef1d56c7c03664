import { expect, test } from 'vitest';
import { rowEncoder } from './row-encoder.ts';
import { RowBinaryWriter } from './row-binary.ts';

function bytesOf(write: (to: RowBinaryWriter) => void): Buffer {
  const to = new RowBinaryWriter();
  to.beginRow();
  write(to);
  return Buffer.from(to.finishRow());
}

const hex = (write: (to: RowBinaryWriter) => void) => bytesOf(write).toString('hex');

test('values are written as the engine documents them', () => {
  expect(hex((to) => to.text('aé'))).toBe('0361c3a9');
  expect(hex((to) => to.flag(true))).toBe('01');
  expect(hex((to) => to.count32(258))).toBe('02010000');
  expect(hex((to) => to.count64(2 ** 32 + 1))).toBe('0100000001000000');
  expect(hex((to) => to.count64('18446744073709551615'))).toBe('ffffffffffffffff');
  expect(hex((to) => to.decimal64(-1n))).toBe('ffffffffffffffff');
  expect(hex((to) => to.micros(1))).toBe('0100000000000000');
  expect(hex((to) => to.micros(-1))).toBe('ffffffffffffffff');
  expect(hex((to) => to.optional<string>(null, (text) => to.text(text)))).toBe('01');
  expect(hex((to) => to.optional('', (text) => to.text(text)))).toBe('0000');
  expect(hex((to) => to.texts(['a', '']))).toBe('02016100');
  expect(hex((to) => to.map({ a: 2 }, (value) => to.byte(value)))).toBe('01016102');
});

test.each([0, 1, 39, 40, 41, 126, 127, 128, 16_383, 16_384, 70_000])(
  'a text of %d characters has the length of its bytes before it, whatever the bytes per character',
  (length) => {
    for (const unit of ['a', 'é', '語', '😀', '\u{d800}']) {
      const text = unit.repeat(length);
      const bytes = bytesOf((to) => to.text(text));
      const body = Buffer.from(text);
      const lengthBytes = bytes.length - body.length;
      expect(bytes.subarray(lengthBytes).equals(body)).toBe(true);
      const said = bytes.subarray(0, lengthBytes).reduce((sum, byte, at) => sum + (byte & 127) * 128 ** at, 0);
      expect(said).toBe(body.length);
    }
  },
);

test('what a column cannot hold throws, where the engine would read on wrongly', () => {
  const to = new RowBinaryWriter();
  for (const wrong of [-1, 0.5, 2 ** 64, Number.NaN]) expect(() => to.count64(wrong)).toThrow(RangeError);
  for (const wrong of [-1, 0.5, 2 ** 32]) expect(() => to.count32(wrong)).toThrow(RangeError);
  for (const wrong of ['-1', '18446744073709551616']) expect(() => to.count64(wrong)).toThrow(RangeError);
  for (const wrong of [10n ** 18n, -(10n ** 18n)]) expect(() => to.decimal64(wrong)).toThrow(RangeError);
  for (const wrong of [0.5, Number.NaN, Date.UTC(1899, 0, 1) * 1000, Date.UTC(2300, 0, 1) * 1000])
    expect(() => to.micros(wrong)).toThrow(RangeError);
});

test('rows stay as they were finished while later ones fill chunk after chunk, and one that threw leaves nothing', () => {
  const encode = rowEncoder<{ text: string; n: number }>((to) => [
    ['text', (row) => to.text(row.text)],
    ['n', (row) => to.count32(row.n)],
  ]);
  const given = Array.from({ length: 300 }, (_, n) => ({ text: String(n).repeat(n * 20), n }));
  const rows = given.map((row) => {
    expect(() => encode({ ...row, n: -1 }, '')).toThrow(RangeError);
    return encode(row, '');
  });
  for (const [index, { bytes, form }] of rows.entries()) {
    expect(form).toBe('(text, n) FORMAT RowBinary');
    const fresh = bytesOf((to) => {
      to.text(given[index]?.text ?? '');
      to.count32(index);
    });
    expect(fresh.equals(bytes)).toBe(true);
  }
});
