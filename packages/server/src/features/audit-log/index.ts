/**
 * The record of what was done, by whom, from where. Append-only: the table itself refuses change and deletion, and it
 * holds no foreign keys, so that an entry outlives the person and the project it names. Entries are written through
 * the transaction of the change they describe: both happen or neither. Nothing secret goes into `details`.
 * The entries of an organization are a chain of hashes: a changed byte, a missing entry and a cut end are found.
 */
import { feature } from '#kernel/feature';

export { recordAudit } from './record-audit.ts';
export { auditLogRouter } from './trpc.ts';

export const auditLog = feature({
  name: 'audit-log',
  owns: { postgres: ['audit_log', 'audit_chains'] },
  notExported: {
    audit_log: 'has an export of its own, for those who may read it',
  },
  keeps: { audit_log: 'the proof of what became of the project' },
});
