import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { canonicalJson } from '#domain/canonical-json';

/** How much of a project there was, by store. */
export interface ProjectContents {
  postgres: Record<string, { rows: number; bytes: number }>;
  clickhouse: Record<string, { rows: number; bytes: number }>;
  blobs: { objects: number; bytes: number };
  jobs: number;
}

export interface Check {
  store: 'postgres' | 'clickhouse' | 'blobs' | 'queue';
  /** What was asked, so that it can be asked again. */
  question: string;
  found: number;
}

/** What a certificate says. No payload, nothing personal: ids, counts and times. */
export interface CertificateBody {
  version: 1;
  id: string;
  issuedAt: string;
  project: { id: string; organizationId: string };
  deletion: {
    id: string | null;
    /** Id of the person; null where it was not one. */
    requestedBy: string | null;
    requestedAt: string | null;
    purgeAfter: string | null;
    startedAt: string;
    verifiedAt: string;
  };
  before: ProjectContents;
  /** Every one has found nothing. */
  checks: Check[];
  /** What is still somewhere, and until when. */
  remains: { what: string; until: string }[];
  /** SPKI of the instance's key, base64. */
  publicKey: string;
}

export interface SignedCertificate {
  body: CertificateBody;
  /** Ed25519 over the canonical JSON of the body, base64. */
  signature: string;
}

/** PKCS#8 of an Ed25519 key is this and the 32 bytes of the key. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The instance's own key, always the same for one SECRET_KEY. */
export function certificateKey(secrets: { derive(purpose: string): Buffer }): KeyObject {
  const seed = secrets.derive('deletion-certificates');
  return createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' });
}

export function signCertificate(key: KeyObject, body: Omit<CertificateBody, 'publicKey'>): SignedCertificate {
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
  const whole: CertificateBody = { ...body, publicKey };
  return { body: whole, signature: sign(null, bytesOf(whole), key).toString('base64') };
}

export interface CertificateVerdict {
  ok: boolean;
  problems: string[];
  /** Begin of the SHA-256 of the key that signed: to be compared with the one that the instance is known by. */
  fingerprint: string;
}

/** Whether the certificate is as it was issued and says that nothing was found; `fingerprint`, where given, has to be the signer's. */
export function verifyCertificate(certificate: SignedCertificate, fingerprint?: string): CertificateVerdict {
  const { body, signature } = certificate;
  const problems: string[] = [];
  const key = Buffer.from(body.publicKey, 'base64');
  const signer = fingerprintOf(key);
  if (!isSigned(key, body, signature)) problems.push('The signature does not fit: something was changed');
  if (fingerprint !== undefined && fingerprint !== signer) problems.push(`Signed by ${signer}, not by ${fingerprint}`);
  for (const { question, found } of body.checks) if (found !== 0) problems.push(`${found} were left: ${question}`);
  if (body.checks.length === 0) problems.push('It names no check');
  return { ok: problems.length === 0, problems, fingerprint: signer };
}

function isSigned(key: Buffer, body: CertificateBody, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64');
  // Base64 has several spellings of the same bytes; only the one that was issued counts.
  if (bytes.toString('base64') !== signature || key.toString('base64') !== body.publicKey) return false;
  try {
    return verify(null, bytesOf(body), createPublicKey({ key, format: 'der', type: 'spki' }), bytes);
  } catch {
    return false;
  }
}

function fingerprintOf(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}

function bytesOf(body: CertificateBody): Buffer {
  return Buffer.from(canonicalJson(body));
}
