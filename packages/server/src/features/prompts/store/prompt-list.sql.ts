import type { PromptType } from '@tidemark/contract/rest/prompts';
import { LATEST } from '@tidemark/contract/rest/prompts';
import { sql } from 'kysely';
import type { Db } from '#platform/postgres/db';

export interface PromptFilter {
  projectId: string;
  name?: string | undefined;
  label?: string | undefined;
  tag?: string | undefined;
  /** ISO times of the last change of a version. */
  from?: string | undefined;
  to?: string | undefined;
}

export interface ListedPrompt {
  name: string;
  type: PromptType;
  /** Newest first. */
  versions: number[];
  labels: string[];
  tags: string[];
  lastUpdatedAt: Date;
  lastConfig: unknown;
}

/** Names by their last change, of the versions that fit; without their texts. */
export async function selectNames(
  db: Db,
  filter: PromptFilter,
  page: { limit: number; offset: number },
): Promise<{ rows: ListedPrompt[]; total: number }> {
  const { rows } = await sql<ListedPrompt & { total: number }>`
    WITH live AS (
      SELECT name, version, type, tags, config, updated_at,
        CASE WHEN version = max(version) OVER (PARTITION BY name) THEN labels || ${LATEST}::text ELSE labels END AS labels
      FROM prompts
      WHERE project_id = ${filter.projectId} AND deleted_at IS NULL
        AND (${filter.name ?? null}::text IS NULL OR name = ${filter.name ?? null})
    ), fitting AS (
      SELECT * FROM live
      WHERE (${filter.label ?? null}::text IS NULL OR ${filter.label ?? null} = ANY (labels))
        AND (${filter.tag ?? null}::text IS NULL OR ${filter.tag ?? null} = ANY (tags))
        AND (${filter.from ?? null}::timestamptz IS NULL OR updated_at >= ${filter.from ?? null})
        AND (${filter.to ?? null}::timestamptz IS NULL OR updated_at < ${filter.to ?? null})
    ), named AS (
      SELECT name, count(*) OVER ()::int AS total,
        (array_agg(type ORDER BY version DESC))[1] AS type, array_agg(version ORDER BY version DESC) AS versions,
        max(updated_at) AS updated_at, max(version) AS newest
      FROM fitting GROUP BY name
      ORDER BY max(updated_at) DESC, name LIMIT ${page.limit} OFFSET ${page.offset}
    )
    SELECT named.name, named.type, named.versions, named.total, named.updated_at AS "lastUpdatedAt",
      (SELECT coalesce(array_agg(DISTINCT label ORDER BY label), '{}') FROM fitting, unnest(fitting.labels) AS label
        WHERE fitting.name = named.name) AS labels,
      newest.tags, newest.config AS "lastConfig"
    FROM named JOIN fitting AS newest ON newest.name = named.name AND newest.version = named.newest
    ORDER BY named.updated_at DESC, named.name`.execute(db);
  const total = rows[0]?.total ?? (page.offset === 0 ? 0 : await countNames(db, filter));
  return { rows, total };
}

/** Asked only beyond the last page. */
async function countNames(db: Db, filter: PromptFilter): Promise<number> {
  const first = await selectNames(db, filter, { limit: 1, offset: 0 });
  return first.total;
}
