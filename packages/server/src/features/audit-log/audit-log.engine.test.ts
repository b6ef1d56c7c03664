import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { OrganizationId, ProjectId } from '@tidemark/contract/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mayRole } from '#domain/permissions';
import type { Role } from '#domain/permissions';
import type { ProjectCtx } from '#kernel/ctx';
import { listOrganizationAuditLog, listProjectAuditLog } from './list-audit-log.ts';
import { recordAudit } from './record-audit.ts';

let stores: TestEngines;
beforeAll(async () => {
  stores = await testEngines();
});
afterAll(() => stores[Symbol.asyncDispose]());

function scope(ids: { organizationId: string; projectId: string }, role: Role = 'OWNER'): ProjectCtx {
  return {
    ...stores.engines,
    organizationId: OrganizationId.parse(ids.organizationId),
    projectId: ProjectId.parse(ids.projectId),
    actor: { kind: 'user', id: 'u1', name: 'u1@example.com', may: (permission) => mayRole(role, permission) },
    audit(entry) {
      return recordAudit(this, entry, { ip: '192.0.2.9' });
    },
  };
}

test('entries are listed newest first, page by page, without one twice or missing', async () => {
  const ctx = scope({ organizationId: 'paged', projectId: 'paged-p' });
  for (let n = 1; n <= 7; n += 1)
    await ctx.audit({ action: `step.${n}`, entityType: 'step', entityId: `${n}`, details: { n } });
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listProjectAuditLog>> = await listProjectAuditLog(ctx, { cursor, limit: 3 });
    seen.push(...page.rows.map(({ action }) => action));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen).toEqual(['step.7', 'step.6', 'step.5', 'step.4', 'step.3', 'step.2', 'step.1']);
});

test('an entry says who, what, where from and when', async () => {
  const ctx = scope({ organizationId: 'facts', projectId: 'facts-p' });
  await ctx.audit({ action: 'trace.delete', entityType: 'trace', entityId: 't', details: { reason: 'test' } });
  const { rows } = await listOrganizationAuditLog(ctx, {});
  expect(rows).toMatchObject([
    {
      actor: { kind: 'user', id: 'u1', name: 'u1@example.com' },
      action: 'trace.delete',
      entityType: 'trace',
      entityId: 't',
      projectId: 'facts-p',
      details: { reason: 'test' },
      ip: '192.0.2.9',
    },
  ]);
  expect(Math.abs(Date.parse(rows[0]?.at ?? '') - stores.engines.clock.nowMs())).toBeLessThan(60_000);
});

test('an organization sees its own entries and those of its projects, and no others', async () => {
  const mine = scope({ organizationId: 'mine', projectId: 'mine-p' });
  await mine.audit({ action: 'mine' });
  await scope({ organizationId: 'mine', projectId: 'mine-q' }).audit({ action: 'mine.other-project' });
  await scope({ organizationId: 'theirs', projectId: 'theirs-p' }).audit({ action: 'theirs' });
  const actions = async (list: typeof listProjectAuditLog | typeof listOrganizationAuditLog) =>
    (await list(mine, {})).rows.map(({ action }) => action);
  expect(await actions(listOrganizationAuditLog)).toEqual(['mine.other-project', 'mine']);
  expect(await actions(listProjectAuditLog)).toEqual(['mine']);
});

test('an entry cannot be changed, deleted or truncated', async () => {
  await scope({ organizationId: 'fixed', projectId: 'fixed-p' }).audit({ action: 'fixed' });
  const refused = /append-only/;
  const { db } = stores.engines;
  await expect(db.updateTable('audit_log').set({ action: 'forged' }).execute()).rejects.toThrow(refused);
  await expect(db.deleteFrom('audit_log').execute()).rejects.toThrow(refused);
  await expect(stores.pool.query('TRUNCATE audit_log')).rejects.toThrow(refused);
});

test('members do not read the audit log, and a malformed cursor is the caller’s mistake', async () => {
  const ids = { organizationId: 'o', projectId: 'p' };
  await expect(listProjectAuditLog(scope(ids, 'MEMBER'), {})).rejects.toMatchObject({ code: 'forbidden' });
  for (const cursor of ['abc', '-1', '1.5', '9e99']) {
    await expect(listProjectAuditLog(scope(ids), { cursor })).rejects.toMatchObject({ code: 'invalid' });
  }
});
