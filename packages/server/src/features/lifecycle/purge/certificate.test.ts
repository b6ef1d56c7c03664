import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '#domain/canonical-json';
import { createSecrets } from '#platform/secrets/secrets';
import { certificateKey, signCertificate, verifyCertificate } from './certificate.ts';
import type { SignedCertificate } from './certificate.ts';

const key = certificateKey(createSecrets('the secret of this instance, 32+ chars'));

function certificate(found = 0): SignedCertificate {
  return signCertificate(key, {
    version: 1,
    id: 'c1',
    issuedAt: '2026-11-20T12:00:00.000Z',
    project: { id: 'p1', organizationId: 'o1' },
    deletion: {
      id: 'd1',
      requestedBy: 'u1',
      requestedAt: '2026-11-13T12:00:00.000Z',
      purgeAfter: '2026-11-20T11:00:00.000Z',
      startedAt: '2026-11-20T11:59:00.000Z',
      verifiedAt: '2026-11-20T12:00:00.000Z',
    },
    before: {
      postgres: { api_keys: { rows: 2, bytes: 400 } },
      clickhouse: { observations: { rows: 1_000_000, bytes: 123_456_789 } },
      blobs: { objects: 12, bytes: 3456 },
      jobs: 0,
    },
    checks: [{ store: 'clickhouse', question: 'SELECT count() FROM observations', found }],
    remains: [{ what: 'backups', until: 'not known' }],
  });
}

test('a certificate as it was issued is valid, also after a store has put its keys into another order', () => {
  const issued = certificate();
  const { fingerprint } = verifyCertificate(issued);
  expect(verifyCertificate(issued, fingerprint)).toEqual({ ok: true, problems: [], fingerprint });
  const { body, signature } = issued;
  const turned = Object.fromEntries(Object.entries(body).toReversed()) as unknown as SignedCertificate['body'];
  expect(verifyCertificate({ body: turned, signature }).ok).toBe(true);
});

test('F26: any one changed byte of a certificate is found', () => {
  const issued = certificate();
  const text = JSON.stringify(issued);
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 127 }), (where, flip) => {
      const at = where % text.length;
      const changed = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ flip) + text.slice(at + 1);
      let forged: SignedCertificate;
      try {
        forged = JSON.parse(changed) as SignedCertificate;
      } catch {
        return;
      }
      let isValid: boolean;
      try {
        isValid = verifyCertificate(forged).ok;
      } catch {
        isValid = false;
      }
      expect(isValid, changed).toBe(canonicalJson(forged) === canonicalJson(issued));
    }),
    { seed: 26, numRuns: 3000 },
  );
});

test('F26: somebody else’s signature is told apart by the fingerprint, and a count that is not zero by itself', () => {
  const { fingerprint } = verifyCertificate(certificate());
  const other = signCertificate(certificateKey(createSecrets('the secret of somebody else, 32+ chars')), {
    ...certificate().body,
  });
  expect(verifyCertificate(other).ok).toBe(true);
  expect(verifyCertificate(other, fingerprint)).toMatchObject({ ok: false });
  expect(verifyCertificate(certificate(3)).problems).toEqual(['3 were left: SELECT count() FROM observations']);
});
