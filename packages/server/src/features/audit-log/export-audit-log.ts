import type { Selectable } from 'kysely';
import { z } from 'zod';
import { csvLine } from '#domain/csv';
import { read } from '#kernel/verb';
import type { Tables } from '#platform/postgres/db';
import { auditEntryView } from './audit-entry-view.ts';
import { auditFilter, auditPage, AuditOrganizationInput } from './audit-page.ts';
import { chainedEntry } from './store/audit-log.sql.ts';

const ROWS_PER_PART = 5000;

/**
 * A part of the log as text, newest first; `nextCursor` asks for the part that follows. JSON lines hold everything that
 * the hashes were made of, so that `npm run verify-audit` can check them elsewhere; CSV is for people.
 */
export const exportAuditLog = read({
  input: AuditOrganizationInput.extend({
    format: z.enum(['csv', 'jsonl']).default('jsonl'),
    cursor: z.string().max(40).nullish(),
    limit: z.number().int().min(1).max(ROWS_PER_PART).default(ROWS_PER_PART),
  }),
  permission: 'auditLog:read',
  async run(ctx, input) {
    const filter = { ...auditFilter(input), organizationId: ctx.organizationId };
    const { entries, nextCursor } = await auditPage(ctx.db, filter, input);
    const lines = entries.map(input.format === 'csv' ? toCsv : toJson);
    const head = input.format === 'csv' && !input.cursor ? csvLine(COLUMNS) : '';
    return { text: head + lines.join(''), rows: entries.length, nextCursor };
  },
});

type Entry = Selectable<Tables['audit_log']>;

const COLUMNS = [
  'sequence',
  'at',
  'actor_kind',
  'actor_id',
  'actor_name',
  'action',
  'entity_type',
  'entity_id',
  'project_id',
  'details',
  'ip',
  'hash',
];

function toCsv(entry: Entry): string {
  const { sequence, at, actor, action, entityType, entityId, projectId, details, ip } = auditEntryView(entry);
  const who = [actor.kind, actor.id, actor.name];
  const what = [action, entityType, entityId, projectId, JSON.stringify(details)];
  return csvLine([sequence, at, ...who, ...what, ip, entry.hash?.toString('hex') ?? null]);
}

function toJson(entry: Entry): string {
  return `${JSON.stringify(chainedEntry(entry) ?? auditEntryView(entry))}\n`;
}
