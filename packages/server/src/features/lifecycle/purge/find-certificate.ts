import type { Db } from '#platform/postgres/db';
import { selectCertificate } from '../store/certificates.sql.ts';
import type { SignedCertificate } from './certificate.ts';

/** By its id, which nobody can guess; null when there is none. */
export function findCertificate(db: Db, id: string): Promise<SignedCertificate | null> {
  return selectCertificate(db, id);
}
