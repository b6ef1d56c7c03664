import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { z } from 'zod';

export interface KeyPair {
  publicKey: string;
  secretKey: string;
}

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SECRET_DIGITS = 43;
const PUBLIC_DIGITS = 22;
const CHECK_DIGITS = 6;

/**
 * `pk-tm-` and 128 random bits; `sk-tm-` and 256 random bits with a checksum, so that scanners for leaked keys can tell
 * a real one from text that only looks like one.
 */
export function newKeyPair(): KeyPair {
  const secret = base62(randomBytes(32), SECRET_DIGITS);
  return {
    publicKey: `pk-tm-${base62(randomBytes(16), PUBLIC_DIGITS)}`,
    secretKey: `sk-tm-${secret}${checksum(secret)}`,
  };
}

/** What a person may bring along: any text that fits into HTTP Basic, such as the pair of an instance they move from. */
export const GivenKey = z.string().regex(/^[\x21-\x39\x3b-\x7e]{8,200}$/, {
  message: 'must be 8 to 200 printable ASCII characters without spaces and colons',
});

function checksum(text: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(text));
  return base62(bytes, CHECK_DIGITS);
}

function base62(bytes: Buffer, digits: number): string {
  let value = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  while (text.length < digits) {
    text = (DIGITS[Number(value % 62n)] ?? '') + text;
    value /= 62n;
  }
  return text;
}
