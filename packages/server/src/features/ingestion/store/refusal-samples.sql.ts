import { hash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';
import { SAMPLES_PER_REASON } from '../refusal-sample.ts';
import type { RefusalSample } from '../refusal-sample.ts';

export interface SampleRow extends Omit<RefusalSample, 'projectId' | 'atMs'> {
  id: string;
  at: Date;
}

/** Adds samples, and of every reason that they are of forgets all but the latest. The same sample of one moment is one. */
export async function insertSamples(db: Db, samples: readonly RefusalSample[]): Promise<void> {
  await db
    .insertInto('ingestion_refusal_samples')
    .values(samples.map(toRow))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  for (const projectId of new Set(samples.map((sample) => sample.projectId))) await forgetEarlier(db, projectId);
}

function toRow(one: RefusalSample) {
  const { projectId, reason, detail, sample, atMs } = one;
  return {
    id: hash('sha256', [projectId, reason, detail, sample, atMs].join('\n')),
    project_id: projectId,
    reason,
    at: new Date(atMs),
    form: one.form,
    detail: detail.slice(0, 2000).replaceAll('\0', '\uFFFD').toWellFormed(),
    sample,
    size_bytes: one.sizeBytes,
    public_key: one.publicKey,
    sdk_name: one.sdkName,
    sdk_version: one.sdkVersion,
  };
}

async function forgetEarlier(db: Db, projectId: string): Promise<void> {
  await sql`
    DELETE FROM ingestion_refusal_samples WHERE id IN (
      SELECT id FROM (
        SELECT id, row_number() OVER (PARTITION BY reason ORDER BY at DESC, id) AS place
        FROM ingestion_refusal_samples WHERE project_id = ${projectId}) AS placed
      WHERE place > ${SAMPLES_PER_REASON})`.execute(db);
}

/** Newest first. */
export async function selectSamples(db: Db, of: { projectId: string; reason: string }): Promise<SampleRow[]> {
  const rows = await db
    .selectFrom('ingestion_refusal_samples')
    .selectAll()
    .where('project_id', '=', of.projectId)
    .where('reason', '=', of.reason)
    .orderBy('at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    reason: row.reason,
    form: row.form as SampleRow['form'],
    detail: row.detail,
    sample: row.sample,
    sizeBytes: row.size_bytes,
    publicKey: row.public_key,
    sdkName: row.sdk_name,
    sdkVersion: row.sdk_version,
  }));
}

export async function deleteExpiredSamples(db: Db, olderThanMs: number): Promise<void> {
  await db
    .deleteFrom('ingestion_refusal_samples')
    .where('at', '<', sql<Date>`now() - ${olderThanMs} * interval '1 millisecond'`)
    .execute();
}
