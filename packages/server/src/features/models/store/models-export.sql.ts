import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { exportColumns } from '#kernel/export-table';
import type { RecordTable } from '#kernel/export-table';
import { sql } from '#platform/clickhouse/sql';

/** Models that a project declared itself, with their prices. */
export const modelsExport: RecordTable = {
  kind: 'records',
  name: 'models',
  covers: ['models', 'model_tiers'],
  types: {
    id: 'String',
    name: 'String',
    match_pattern: 'String',
    start_at: "Nullable(DateTime64(6, 'UTC'))",
    unit: 'String',
    tiers: 'Array(Tuple(id String, name String, position UInt32, conditions String, prices Map(String, String)))',
    created_at: "DateTime64(6, 'UTC')",
    updated_at: "DateTime64(6, 'UTC')",
  },
  columns: [
    ...exportColumns('core', 'text', { id: sql`id`, name: sql`name`, match_pattern: sql`match_pattern` }),
    ...exportColumns('core', 'flat', { start_at: sql`start_at` }),
    ...exportColumns('core', 'text', { unit: sql`unit` }),
    ...exportColumns('core', 'nested', { tiers: sql`tiers` }),
    ...exportColumns('core', 'flat', { created_at: sql`created_at`, updated_at: sql`updated_at` }),
  ],
  async page(db, { projectId, after, limit, changedFrom, changedUntil }) {
    const rows = await db
      .selectFrom('models')
      .select((from) => [
        'id',
        'name',
        'match_pattern',
        'start_at',
        'unit',
        'created_at',
        'updated_at',
        jsonArrayFrom(
          from
            .selectFrom('model_tiers')
            .select(['model_tiers.id', 'model_tiers.name', 'position', 'conditions', 'prices'])
            .whereRef('model_tiers.model_id', '=', 'models.id')
            .orderBy('position'),
        ).as('tiers'),
      ])
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
      tiers: row.tiers.map((tier) => ({ ...tier, conditions: JSON.stringify(tier.conditions) })),
    }));
    return { records, next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
  },
};
