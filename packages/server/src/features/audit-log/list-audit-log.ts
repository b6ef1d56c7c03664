import type { Page } from '@tidemark/contract/paging';
import { read } from '#kernel/verb';
import { auditEntryView } from './audit-entry-view.ts';
import type { AuditLogRow } from './audit-entry-view.ts';
import { auditFilter, auditPage, AuditListInput, AuditOrganizationInput } from './audit-page.ts';
import type { AuditPage } from './audit-page.ts';

/** Everything in the organization, its projects included, newest first. */
export const listOrganizationAuditLog = read({
  input: AuditOrganizationInput.extend(AuditListInput.shape),
  permission: 'auditLog:read',
  run: async (ctx, input) =>
    view(await auditPage(ctx.db, { ...auditFilter(input), organizationId: ctx.organizationId }, input)),
});

export const listProjectAuditLog = read({
  input: AuditListInput,
  permission: 'projectAuditLog:read',
  run: async (ctx, input) => view(await auditPage(ctx.db, { ...auditFilter(input), projectId: ctx.projectId }, input)),
});

function view({ entries, nextCursor }: AuditPage): Page<AuditLogRow> {
  return { rows: entries.map(auditEntryView), nextCursor, completeUpTo: null };
}
