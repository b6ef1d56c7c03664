import { query, router } from '#kernel/trpc';
import { exportAuditLog } from './export-audit-log.ts';
import { listOrganizationAuditLog, listProjectAuditLog } from './list-audit-log.ts';
import { verifyAuditLog } from './verify-audit-log.ts';

export const auditLogRouter = router({
  list: query(listOrganizationAuditLog),
  export: query(exportAuditLog),
  verify: query(verifyAuditLog),
  project: query(listProjectAuditLog),
});
