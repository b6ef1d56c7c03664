import type { Secrets } from '#platform/secrets/secrets';

/** Secret keys are long and random, so a keyed hash needs no slowness; the key is not in the database. */
export function hashSecretKey(secrets: Secrets, secretKey: string): Buffer {
  return secrets.mac('api-keys', secretKey);
}

/** What is shown of a secret key after its first showing. */
export function displaySecretKey(secretKey: string): string {
  return `${secretKey.slice(0, 6)}…${secretKey.slice(-4)}`;
}
