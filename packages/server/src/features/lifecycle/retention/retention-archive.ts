import { z } from 'zod';
import { findRetention, saveRetention } from '#features/projects';
import { exportColumns } from '#kernel/export-table';
import type { RecordTable } from '#kernel/export-table';
import { NO_COUNTS, recordsImport } from '#kernel/import-table';
import { parsedJson } from '#kernel/parsed-json';
import { sql } from '#platform/clickhouse/sql';
import type { Db } from '#platform/postgres/db';
import { replaceRules, selectRules } from '../store/retention-rules.sql.ts';
import { RetentionInput } from './retention-settings.ts';

/** How long the project keeps its data, as one record: it is changed as a whole, too. */
export const retentionExport: RecordTable = {
  kind: 'records',
  name: 'retention',
  covers: ['retention_rules'],
  types: { settings: 'String' },
  columns: exportColumns('archive', 'text', { settings: sql`settings` }),
  page: async (db, { projectId }) => ({ records: [{ settings: await settingsOf(db, projectId) }], next: null }),
};

export const retentionImport = recordsImport({
  name: 'retention',
  columns: { settings: 'String' },
  schema: z.object({ settings: parsedJson(RetentionInput) }),
  isSetting: true,
  async compare({ db }, records, { projectId }) {
    const now = await settingsOf(db, projectId);
    const same = records.filter(({ settings }) => JSON.stringify(settings) === now).length;
    return { ...NO_COUNTS, same, replaced: records.length - same };
  },
  async store({ db }, records, { projectId }) {
    for (const { settings } of records) {
      const { environments, ...project } = settings;
      await saveRetention(db, projectId, project);
      await replaceRules(db, projectId, environments);
    }
  },
});

async function settingsOf(db: Db, projectId: string): Promise<string> {
  const { days = null, maxSteps = null, diskPercent = null } = (await findRetention(db, projectId)) ?? {};
  return JSON.stringify({ days, maxSteps, diskPercent, environments: await selectRules(db, projectId) });
}
