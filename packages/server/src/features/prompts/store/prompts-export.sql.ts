import { exportColumns } from '#kernel/export-table';
import type { RecordTable } from '#kernel/export-table';
import { sql } from '#platform/clickhouse/sql';

/** Every version of every prompt. `prompt` and `config` are JSON of any shape: of a text prompt a string. */
export const promptsExport: RecordTable = {
  kind: 'records',
  name: 'prompts',
  covers: ['prompts'],
  types: {
    id: 'String',
    name: 'String',
    version: 'UInt32',
    type: 'String',
    prompt: 'String',
    labels: 'Array(String)',
    tags: 'Array(String)',
    config: 'String',
    commit_message: 'Nullable(String)',
    created_by: 'String',
    created_at: "DateTime64(6, 'UTC')",
    updated_at: "DateTime64(6, 'UTC')",
  },
  columns: [
    ...exportColumns('core', 'text', { id: sql`id`, name: sql`name` }),
    ...exportColumns('core', 'flat', { version: sql`version` }),
    ...exportColumns('core', 'text', { type: sql`type`, prompt: sql`prompt` }),
    ...exportColumns('core', 'nested', { labels: sql`labels`, tags: sql`tags` }),
    ...exportColumns('core', 'text', { config: sql`config`, commit_message: sql`commit_message` }),
    ...exportColumns('core', 'text', { created_by: sql`created_by` }),
    ...exportColumns('core', 'flat', { created_at: sql`created_at`, updated_at: sql`updated_at` }),
  ],
  async page(db, { projectId, after, limit, changedFrom, changedUntil }) {
    const rows = await db
      .selectFrom('prompts')
      .select(['id', 'name', 'version', 'type', 'prompt', 'labels', 'tags', 'config', 'commit_message', 'created_by'])
      .select(['created_at', 'updated_at'])
      .where('project_id', '=', projectId)
      .where('deleted_at', 'is', null)
      .where('id', '>', after ?? '')
      .$if(changedFrom !== null, (query) => query.where('updated_at', '>=', changedFrom))
      .$if(changedUntil !== null, (query) => query.where('updated_at', '<', changedUntil))
      .orderBy('id')
      .limit(limit)
      .execute();
    const records = rows.map((row) => ({
      ...row,
      prompt: JSON.stringify(row.prompt),
      config: JSON.stringify(row.config),
    }));
    return { records, next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
  },
};
