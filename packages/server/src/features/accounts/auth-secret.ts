import type { Secrets } from '#platform/secrets/secrets';

/** What better-auth signs cookies and encrypts second factors with. */
export function authSecret(secrets: Secrets): string {
  return secrets.derive('sessions').toString('base64url');
}
