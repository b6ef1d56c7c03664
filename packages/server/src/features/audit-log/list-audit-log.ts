import { z } from 'zod';
import { CursorPage } from '@tidemark/contract/paging';
import type { Page } from '@tidemark/contract/paging';
import { AppError } from '#domain/errors';
import { read } from '#kernel/verb';
import { selectAuditEntries } from './store/audit-log.sql.ts';
import type { AuditLogSelection } from './store/audit-log.sql.ts';

export interface AuditLogRow {
  id: string;
  /** ISO time. */
  at: string;
  actor: { kind: string; id: string; name: string };
  action: string;
  entityType: string | null;
  entityId: string | null;
  projectId: string | null;
  details: unknown;
  ip: string | null;
}

/** Everything in the organization, its projects included, newest first. */
export const listOrganizationAuditLog = read({
  input: CursorPage,
  permission: 'auditLog:read',
  run: (ctx, { cursor, limit }) =>
    page(ctx.db, { organizationId: ctx.organizationId, before: parseCursor(cursor), limit }),
});

export const listProjectAuditLog = read({
  input: CursorPage,
  permission: 'projectAuditLog:read',
  run: (ctx, { cursor, limit }) => page(ctx.db, { projectId: ctx.projectId, before: parseCursor(cursor), limit }),
});

async function page(
  db: Parameters<typeof selectAuditEntries>[0],
  selection: AuditLogSelection,
): Promise<Page<AuditLogRow>> {
  const found = await selectAuditEntries(db, { ...selection, limit: selection.limit + 1 });
  const entries = found.slice(0, selection.limit);
  const last = entries.at(-1);
  return {
    rows: entries.map((entry) => ({
      id: String(entry.id),
      at: entry.at.toISOString(),
      actor: { kind: entry.actor_kind, id: entry.actor_id, name: entry.actor_name },
      action: entry.action,
      entityType: entry.entity_type,
      entityId: entry.entity_id,
      projectId: entry.project_id,
      details: entry.details,
      ip: entry.ip,
    })),
    nextCursor: found.length > entries.length && last ? String(last.id) : null,
    completeUpTo: null,
  };
}

const Position = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);

function parseCursor(cursor: string | null | undefined): number | null {
  if (!cursor) return null;
  const position = Position.safeParse(cursor);
  if (!position.success) throw new AppError('invalid', 'The cursor is not one that this list gave out');
  return position.data;
}
