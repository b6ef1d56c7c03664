import { query, router } from '#kernel/trpc';
import { listOrganizationAuditLog, listProjectAuditLog } from './list-audit-log.ts';

export const auditLogRouter = router({
  organization: query(listOrganizationAuditLog),
  project: query(listProjectAuditLog),
});
