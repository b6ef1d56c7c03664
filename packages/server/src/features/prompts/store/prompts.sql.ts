import type { PromptType, PublicPrompt } from '@tidemark/contract/rest/prompts';
import { LATEST } from '@tidemark/contract/rest/prompts';
import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';

export interface PromptRef {
  name: string;
  version: number;
}

/** One version of a name: by its number, by a label, or, when both are null, the newest. */
export interface WantedVersion {
  name: string;
  version: number | null;
  label: string | null;
}

/** A version that is not deleted. */
export interface PromptRow {
  id: string;
  name: string;
  version: number;
  type: PromptType;
  prompt: PublicPrompt['prompt'];
  /** Without `latest`. */
  labels: string[];
  isLatest: boolean;
  tags: string[];
  config: unknown;
  commitMessage: string | null;
  createdBy: string;
  createdAt: Date;
  updatedAt: Date;
}

/** All wanted versions in one answer, however many: the pairs travel as two arrays, so the statement never changes. */
export async function selectPromptIds(db: Db, projectId: string, refs: readonly PromptRef[]) {
  const names = refs.map((ref) => ref.name);
  const versions = refs.map((ref) => ref.version);
  return db
    .selectFrom('prompts')
    .innerJoin(
      sql<PromptRef>`unnest(${names}::text[], ${versions}::integer[])`.as<'wanted'>(sql`wanted(name, version)`),
      (join) => join.onRef('wanted.name', '=', 'prompts.name').onRef('wanted.version', '=', 'prompts.version'),
    )
    .select(['prompts.id', 'prompts.name', 'prompts.version'])
    .where('prompts.project_id', '=', projectId)
    .execute();
}

/** In the order of `wanted`, null where there is none. Each is a step down the index of the name's versions. */
export async function selectVersions(
  db: Db,
  projectId: string,
  wanted: readonly WantedVersion[],
): Promise<(PromptRow | null)[]> {
  const { rows } = await sql<PromptRow & { position: number }>`
    SELECT wanted.position::int AS position, found.*
    FROM unnest(${wanted.map(({ name }) => name)}::text[], ${wanted.map(({ version }) => version)}::integer[],
      ${wanted.map(({ label }) => label)}::text[]) WITH ORDINALITY AS wanted(name, version, label, position)
    JOIN LATERAL (
      SELECT ${COLUMNS}, version = (
        SELECT max(version) FROM prompts AS newer
        WHERE newer.project_id = prompts.project_id AND newer.name = prompts.name AND newer.deleted_at IS NULL
      ) AS "isLatest"
      FROM prompts
      WHERE project_id = ${projectId} AND name = wanted.name AND deleted_at IS NULL
        AND (wanted.version IS NULL OR version = wanted.version)
        AND (wanted.label IS NULL OR wanted.label = ${LATEST} OR wanted.label = ANY (labels))
      ORDER BY version DESC LIMIT 1
    ) AS found ON true`.execute(db);
  const found = new Map(rows.map(({ position, ...row }) => [position, row]));
  return wanted.map((_, index) => found.get(index + 1) ?? null);
}

const COLUMNS = sql.raw(
  `id, name, version, type, prompt, labels, tags, config, commit_message AS "commitMessage", created_by AS "createdBy",
   created_at AS "createdAt", updated_at AS "updatedAt"`,
);

/** Until the transaction ends, nobody else changes versions or labels of this name. */
export async function lockName(db: Db, { projectId, name }: { projectId: string; name: string }): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`prompts\n${projectId}\n${name}`}, 0))`.execute(db);
}

/** What a name's versions have in common; null type and no tags when all of them are deleted or there is none. */
export async function selectName(db: Db, { projectId, name }: { projectId: string; name: string }) {
  const { rows } = await sql<{ highest: number; type: PromptType | null; tags: string[] | null }>`
    SELECT coalesce(max(version), 0)::int AS highest,
      (array_agg(type) FILTER (WHERE deleted_at IS NULL))[1] AS type,
      (SELECT tags FROM prompts WHERE project_id = ${projectId} AND name = ${name} AND deleted_at IS NULL
        ORDER BY version DESC LIMIT 1) AS tags
    FROM prompts WHERE project_id = ${projectId} AND name = ${name}`.execute(db);
  const row = rows[0];
  return { highest: row?.highest ?? 0, type: row?.type ?? null, tags: row?.tags ?? [] };
}

/** Newest first. */
export async function selectNameVersions(db: Db, { projectId, name }: { projectId: string; name: string }) {
  return db
    .selectFrom('prompts')
    .select(['id', 'version', 'labels'])
    .where('project_id', '=', projectId)
    .where('name', '=', name)
    .where('deleted_at', 'is', null)
    .orderBy('version', 'desc')
    .execute();
}

export interface NewVersion extends Omit<PromptRow, 'isLatest' | 'createdAt' | 'updatedAt'> {
  projectId: string;
  now: Date;
  /** Of a version that was changed since; it is new otherwise. */
  changedAt?: Date;
}

export async function insertVersion(db: Db, version: NewVersion): Promise<void> {
  const { projectId, now, changedAt = now, prompt, config, commitMessage, createdBy, ...same } = version;
  await db
    .insertInto('prompts')
    .values({
      ...same,
      project_id: projectId,
      prompt: JSON.stringify(prompt),
      config: JSON.stringify(config),
      commit_message: commitMessage,
      created_by: createdBy,
      created_at: now,
      updated_at: changedAt,
    })
    .execute();
}

interface OfName {
  projectId: string;
  name: string;
  now: Date;
}

/** Takes the labels from every version of the name but one. */
export async function takeLabels(
  db: Db,
  { projectId, name, now, labels, except }: OfName & { labels: readonly string[]; except: string },
): Promise<void> {
  await sql`
    UPDATE prompts SET updated_at = ${now},
      labels = ARRAY(SELECT label FROM unnest(labels) AS label WHERE label <> ALL (${labels}::text[]))
    WHERE project_id = ${projectId} AND name = ${name} AND deleted_at IS NULL AND id <> ${except}
      AND labels && ${labels}::text[]`.execute(db);
}

export async function setLabels(db: Db, version: { id: string; labels: readonly string[]; now: Date }): Promise<void> {
  await db
    .updateTable('prompts')
    .set({ labels: [...version.labels], updated_at: version.now })
    .where('id', '=', version.id)
    .execute();
}

/** Versions of a name have their tags in common. */
export async function setTags(db: Db, { projectId, name, tags, now }: OfName & { tags: string[] }): Promise<void> {
  await db
    .updateTable('prompts')
    .set({ tags, updated_at: now })
    .where('project_id', '=', projectId)
    .where('name', '=', name)
    .where('deleted_at', 'is', null)
    .where(sql<boolean>`tags IS DISTINCT FROM ${tags}::text[]`)
    .execute();
}

export async function deleteProjectPrompts(db: Db, projectId: string): Promise<void> {
  for (const table of ['prompt_references', 'protected_prompt_labels', 'prompts'] as const)
    await db.deleteFrom(table).where('project_id', '=', projectId).execute();
}
