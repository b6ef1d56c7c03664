import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { OrganizationId, ProjectId } from '@tidemark/contract/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mayRole } from '#domain/permissions';
import type { Role } from '#domain/permissions';
import type { ProjectCtx } from '#kernel/ctx';
import { listOrganizationAuditLog, listProjectAuditLog } from './list-audit-log.ts';
import { exportAuditLog } from './export-audit-log.ts';
import { recordAudit } from './record-audit.ts';
import { verifyAuditLog } from './verify-audit-log.ts';
import { verifyChain } from './verify-chain.ts';
import type { HashedEntry } from './verify-chain.ts';

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

test('50 writers at once make one chain, without a gap and without two that follow the same entry', async () => {
  const ctx = scope({ organizationId: 'crowd', projectId: 'crowd-p' });
  const other = scope({ organizationId: 'crowd-2', projectId: 'crowd-2-p' });
  const writers = Array.from({ length: 50 }, (_, n) => n);
  await Promise.all(writers.flatMap((n) => [ctx.audit({ action: `a.${n}` }), other.audit({ action: `b.${n}` })]));
  for (const one of [ctx, other])
    expect(await verifyAuditLog(one, {})).toMatchObject({ ok: true, entries: 50, unchained: 0, problems: [] });
});

test('an entry that is rolled back leaves the chain as it was', async () => {
  const ctx = scope({ organizationId: 'rolled', projectId: 'rolled-p' });
  await ctx.audit({ action: 'first' });
  const failing = ctx.db.transaction().execute(async (db) => {
    await recordAudit({ ...ctx, db }, { action: 'never' });
    throw new Error('rolled back');
  });
  await expect(failing).rejects.toThrow('rolled back');
  await ctx.audit({ action: 'second' });
  expect(await verifyAuditLog(ctx, {})).toMatchObject({ ok: true, entries: 2 });
});

/** What only an operator with the rights of the database's owner can do. */
async function forge(statement: string) {
  const client = await stores.pool.connect();
  try {
    await client.query(`BEGIN; SET LOCAL session_replication_role = replica; ${statement}; COMMIT`);
  } finally {
    client.release();
  }
}

test('F26: one changed byte, one deleted entry and a cut end are each reported', async () => {
  const cases = {
    changed: `UPDATE audit_log SET details = '{"n": 8}' WHERE organization_id = 'forged-changed' AND sequence = 3`,
    missing: `DELETE FROM audit_log WHERE organization_id = 'forged-missing' AND sequence = 2`,
    'cut off': `DELETE FROM audit_log WHERE organization_id = 'forged-cutoff' AND sequence = 4`,
  };
  for (const [kind, statement] of Object.entries(cases)) {
    const ctx = scope({ organizationId: `forged-${kind.replace(' ', '')}`, projectId: 'p' });
    for (let n = 1; n <= 4; n += 1) await ctx.audit({ action: `step.${n}`, details: { n } });
    expect((await verifyAuditLog(ctx, {})).ok).toBe(true);
    await forge(statement);
    const verdict = await verifyAuditLog(ctx, {});
    expect(verdict.ok).toBe(false);
    expect(verdict.problems[0]).toMatchObject({ kind });
  }
});

test('entries are found by actor, action, entity and time', async () => {
  const ctx = scope({ organizationId: 'found', projectId: 'found-p' });
  await ctx.audit({ action: 'project.delete', entityType: 'project', entityId: 'a' });
  await ctx.audit({ action: 'project.restore', entityType: 'project', entityId: 'b' });
  await ctx.audit({ action: 'apiKey.create', entityType: 'apiKey', entityId: 'c' });
  const found = async (filter: Parameters<typeof listOrganizationAuditLog>[1]) =>
    (await listOrganizationAuditLog(ctx, filter)).rows.map(({ entityId }) => entityId);
  const now = stores.engines.clock.nowMs();
  const iso = (ms: number) => new Date(now + ms).toISOString();
  expect(await found({ action: 'project' })).toEqual(['b', 'a']);
  expect(await found({ action: 'project.delete' })).toEqual(['a']);
  expect(await found({ actor: 'U1@EXAMPLE' })).toHaveLength(3);
  expect(await found({ actor: '%' })).toEqual([]);
  expect(await found({ entityType: 'apiKey', entityId: 'c' })).toEqual(['c']);
  expect(await found({ entityType: 'apiKey', entityId: 'a' })).toEqual([]);
  expect(await found({ from: iso(-60_000), to: iso(60_000) })).toHaveLength(3);
  expect(await found({ from: iso(60_000) })).toEqual([]);
  expect(await found({ projectId: 'another' })).toEqual([]);
});

test('an export holds every entry in parts; JSON lines verify, and no cell of CSV is a formula', async () => {
  const ctx = scope({ organizationId: 'exported', projectId: 'exported-p' });
  for (let n = 1; n <= 5; n += 1)
    await ctx.audit({ action: `=cmd.${n}`, entityType: 'x', entityId: '+1', details: { n } });
  const parts: string[] = [];
  let cursor: string | null = null;
  do {
    const part: Awaited<ReturnType<typeof exportAuditLog>> = await exportAuditLog(ctx, { cursor, limit: 2 });
    parts.push(part.text);
    cursor = part.nextCursor;
  } while (cursor);
  const entries = parts
    .join('')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as HashedEntry);
  async function* oldestFirst() {
    yield* entries.toReversed();
  }
  expect(await verifyChain(oldestFirst(), null)).toMatchObject({ ok: true, entries: 5 });

  const { text } = await exportAuditLog(ctx, { format: 'csv' });
  expect(text.split('\r\n')).toHaveLength(7);
  expect(text).not.toMatch(/(^|,)"?[=+@-]/m);
});

test('members neither export nor verify', async () => {
  const ctx = scope({ organizationId: 'o', projectId: 'p' }, 'MEMBER');
  await expect(exportAuditLog(ctx, {})).rejects.toMatchObject({ code: 'forbidden' });
  await expect(verifyAuditLog(ctx, {})).rejects.toMatchObject({ code: 'forbidden' });
});
