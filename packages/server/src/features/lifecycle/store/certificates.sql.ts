import type { Db } from '#platform/postgres/db';
import type { CertificateBody, SignedCertificate } from '../purge/certificate.ts';

export async function insertCertificate(db: Db, { body, signature }: SignedCertificate): Promise<void> {
  await db
    .insertInto('deletion_certificates')
    .values({
      id: body.id,
      project_id: body.project.id,
      organization_id: body.project.organizationId,
      body: JSON.stringify(body),
      signature,
    })
    .execute();
}

export async function selectCertificate(db: Db, id: string): Promise<SignedCertificate | null> {
  const row = await db
    .selectFrom('deletion_certificates')
    .select(['body', 'signature'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? { body: row.body as unknown as CertificateBody, signature: row.signature } : null;
}
