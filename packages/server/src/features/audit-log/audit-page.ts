import { z } from 'zod';
import { CursorPage } from '@tidemark/contract/paging';
import { storableText } from '@tidemark/contract/storable-text';
import type { Selectable } from 'kysely';
import { AppError } from '#domain/errors';
import type { Db, Tables } from '#platform/postgres/db';
import { selectAuditEntries } from './store/audit-log.sql.ts';
import type { AuditFilter } from './store/audit-log.sql.ts';

const text = storableText().min(1).max(200).optional();
const time = z.iso.datetime({ offset: true }).optional();

/** What lists and exports of the audit log can be narrowed by; all that is given has to hold. */
const AuditFilterInput = z.object({
  /** Part of the actor's name, or their id. */
  actor: text,
  /** An action, or the beginning of one. */
  action: text,
  entityType: text,
  entityId: text,
  from: time,
  to: time,
});

export const AuditListInput = CursorPage.extend(AuditFilterInput.shape);
export const AuditOrganizationInput = AuditFilterInput.extend({ projectId: text });

type FilterInput = z.output<typeof AuditFilterInput> & { projectId?: string | undefined };

export function auditFilter(input: FilterInput): AuditFilter {
  const { actor, action, entityType, entityId, projectId, from, to } = input;
  return {
    actor,
    action,
    entityType,
    entityId,
    projectId,
    ...(from === undefined ? {} : { from: new Date(from) }),
    ...(to === undefined ? {} : { to: new Date(to) }),
  };
}

export interface AuditPage {
  entries: Selectable<Tables['audit_log']>[];
  nextCursor: string | null;
}

/** Newest first. */
export async function auditPage(
  db: Db,
  filter: AuditFilter,
  page: { cursor?: string | null | undefined; limit: number },
): Promise<AuditPage> {
  const found = await selectAuditEntries(db, { ...filter, before: parseCursor(page.cursor), limit: page.limit + 1 });
  const entries = found.slice(0, page.limit);
  const last = entries.at(-1);
  return { entries, nextCursor: found.length > entries.length && last ? String(last.id) : null };
}

const Position = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);

function parseCursor(cursor: string | null | undefined): number | null {
  if (!cursor) return null;
  const position = Position.safeParse(cursor);
  if (!position.success) throw new AppError('invalid', 'The cursor is not one that this list gave out');
  return position.data;
}
