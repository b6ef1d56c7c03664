import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from '#domain/errors';
import type { Secrets } from './secrets.ts';

/** What a sealed text is for, and the row that it is kept in: read from another one it does not open. */
interface SealedFor {
  purpose: string;
  row: string;
}

const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM under the purpose's key: a byte of version, the nonce, the tag, the text. */
export function sealSecret(secrets: Secrets, { purpose, row }: SealedFor, text: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', secrets.derive(purpose), iv);
  cipher.setAAD(Buffer.from(row));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), sealed]);
}

export function openSecret(secrets: Secrets, { purpose, row }: SealedFor, sealed: Buffer): string {
  try {
    const iv = sealed.subarray(1, 1 + IV_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', secrets.derive(purpose), iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(row));
    decipher.setAuthTag(sealed.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(1 + IV_BYTES + TAG_BYTES)), decipher.final()]).toString();
  } catch (error) {
    throw new AppError(
      'precondition_failed',
      'A kept secret cannot be read with the SECRET_KEY of today; enter it anew',
      {
        cause: error,
      },
    );
  }
}
