import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, so a plain hash is enough to keep a copy of the table from being a pile of keys. */
export function newInvitationToken(): { token: string; tokenHash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: hashInvitationToken(token) };
}

export function hashInvitationToken(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}
