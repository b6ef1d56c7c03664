import { z } from 'zod';
import { exportColumns } from '#kernel/export-table';
import type { RecordTable } from '#kernel/export-table';
import { NO_COUNTS, recordsImport } from '#kernel/import-table';
import { parsedJson } from '#kernel/parsed-json';
import { sql } from '#platform/clickhouse/sql';
import { replaceMaskingRules, selectMaskingRules } from '../store/masking-rules.sql.ts';
import { MaskingRules } from './masking-rule.ts';

/** What is masked, as one record: rules are changed together. */
export const maskingExport: RecordTable = {
  kind: 'records',
  name: 'masking_rules',
  covers: ['masking_rules'],
  types: { rules: 'String' },
  columns: exportColumns('archive', 'text', { rules: sql`rules` }),
  page: async (db, { projectId }) => ({
    records: [{ rules: JSON.stringify(await selectMaskingRules(db, projectId)) }],
    next: null,
  }),
};

export const maskingImport = recordsImport({
  name: 'masking_rules',
  columns: { rules: 'String' },
  schema: z.object({ rules: parsedJson(MaskingRules) }),
  isSetting: true,
  async compare({ db }, records, { projectId }) {
    const now = JSON.stringify(await selectMaskingRules(db, projectId));
    const same = records.filter(({ rules }) => JSON.stringify(rules) === now).length;
    return { ...NO_COUNTS, same, replaced: records.length - same };
  },
  async store({ db }, records, { projectId }) {
    for (const { rules } of records) await replaceMaskingRules(db, projectId, rules);
  },
});
