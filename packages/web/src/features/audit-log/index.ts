/** What was done, by whom and from where, and whether the record is whole. */
export { AuditLogPanel } from './audit-log-panel.tsx';
