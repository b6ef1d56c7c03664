import { AppError } from '#domain/errors';

/** `secretKey` is null for the public key alone, as a bearer. */
export interface Credentials {
  publicKey: string;
  secretKey: string | null;
}

const MAX_HEADER_LENGTH = 2000;

/** The two forms that clients send: `Basic base64(public:secret)` and `Bearer public`. */
export function readCredentials(authorization: string | undefined): Credentials {
  if (!authorization) throw new AppError('unauthenticated', 'No authorization header');
  const [, scheme, value] = /^(basic|bearer) +(\S+)$/i.exec(authorization.slice(0, MAX_HEADER_LENGTH).trim()) ?? [];
  if (scheme === undefined || value === undefined) throw invalidHeader();
  if (scheme.toLowerCase() === 'bearer') return { publicKey: value, secretKey: null };
  const pair = Buffer.from(value, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  if (colon < 1 || colon === pair.length - 1) throw invalidHeader();
  return { publicKey: pair.slice(0, colon), secretKey: pair.slice(colon + 1) };
}

const invalidHeader = () => new AppError('unauthenticated', 'Invalid authorization header');
