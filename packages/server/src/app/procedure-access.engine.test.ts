import { join } from 'node:path';
import { createOrganization } from '#features/organizations';
import type { Permission, Role } from '#domain/permissions';
import { ACCOUNT_PERMISSIONS, INSTANCE_PERMISSIONS, ROLES, mayRole } from '#domain/permissions';
import { testDeletion } from '@tidemark/server/testing-deletion';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { TEST_PASSWORD, testPeople } from '@tidemark/server/testing-people';
import type { TestPeople, TestPerson } from '@tidemark/server/testing-people';
import { testServer } from '@tidemark/server/testing-server';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { appRouter } from './router.ts';

const CALLERS = ['nobody', 'an owner of another organization', ...ROLES] as const;
type Caller = (typeof CALLERS)[number];

/** An organization with a project, one member of every role, and a trace. */
interface World {
  organizationId: string;
  projectId: string;
  people: Record<Exclude<Caller, 'nobody'>, TestPerson>;
}

interface Asked {
  caller: Caller;
  /** Null for nobody. */
  person: TestPerson | null;
}

type Input = Record<string, unknown>;

/** What a procedure needs, and an input that succeeds for whoever may; a change gets something of its own to change. */
interface Case {
  permission: Permission;
  input?(asked: Asked): Input | Promise<Input>;
}

const TRACE = 'trace-of-the-matrix';
const STEP = 'step-of-the-matrix';
const SESSION = 'session-of-the-matrix';
const SECRET = 'what only members may read';
const AT = '2026-11-18T10:00:00.000Z';

let names = 0;
const freshName = () => `Named ${(names += 1)}`;

/** Every procedure, by hand: the matrix says who must be let in, whatever the procedure itself declares. */
const PROCEDURES: Record<string, Case> = {
  'accounts.me': { permission: 'account:self' },
  'accounts.update': { permission: 'account:self', input: () => ({ name: 'Test person' }) },
  'organizations.list': { permission: 'account:self' },
  'organizations.create': { permission: 'organizations:create', input: () => ({ name: freshName() }) },
  'organizations.rename': { permission: 'organization:update', input: () => ({ name: freshName() }) },
  'organizations.leave': { permission: 'organization:read', input: ({ caller }) => newOrganizationOf(caller) },
  'organizations.members.list': { permission: 'organizationMembers:read' },
  'organizations.members.updateRole': {
    permission: 'organizationMembers:write',
    input: async () => ({ userId: await newMember(), role: 'VIEWER' }),
  },
  'organizations.members.remove': {
    permission: 'organizationMembers:write',
    input: async () => ({ userId: await newMember() }),
  },
  'organizations.invitations.list': { permission: 'organizationMembers:read' },
  'organizations.invitations.create': {
    permission: 'organizationMembers:write',
    input: () => ({ email: `${stores.engines.clock.newId()}@example.com`, role: 'VIEWER' }),
  },
  'organizations.invitations.revoke': {
    permission: 'organizationMembers:write',
    input: async () => ({ invitationId: (await newInvitation()).id }),
  },
  'organizations.invitations.accept': {
    permission: 'account:self',
    input: async ({ person }) => ({ token: (await newInvitation(person?.email)).token }),
  },
  'projects.list': { permission: 'organization:read' },
  'projects.get': { permission: 'project:read' },
  'projects.create': { permission: 'projects:create', input: () => ({ name: freshName() }) },
  'projects.update': { permission: 'project:update', input: () => ({ name: freshName() }) },
  'projects.protection': { permission: 'project:delete', input: () => ({ terminationProtection: false }) },
  'lifecycle.projectDeletion.preview': { permission: 'project:delete' },
  'lifecycle.projectDeletion.start': { permission: 'project:delete' },
  'lifecycle.projectDeletion.answer': {
    permission: 'project:delete',
    input: async ({ caller }) => ({ ...(await startDeletion(caller)), step: 'password', password: TEST_PASSWORD }),
  },
  'lifecycle.projectDeletion.confirm': {
    permission: 'project:delete',
    input: async ({ caller }) => ({ ...(await proveDeletion(caller)), reason: 'by the matrix' }),
  },
  'lifecycle.projectDeletion.restore': {
    permission: 'project:restore',
    input: async () => ({ projectId: await newProject('PENDING_DELETION') }),
  },
  'lifecycle.projectDeletion.status': {
    permission: 'project:restore',
    input: async () => ({ projectId: await newProject('PENDING_DELETION') }),
  },
  'lifecycle.admin.projects': { permission: 'instance:admin' },
  'lifecycle.admin.project': { permission: 'instance:admin', input: () => ({ id: 'x' }) },
  'lifecycle.admin.createProject': {
    permission: 'instance:admin',
    input: () => ({ organizationId: 'x', name: 'New one' }),
  },
  'lifecycle.admin.updateProject': { permission: 'instance:admin', input: () => ({ id: 'x', name: 'New one' }) },
  'lifecycle.admin.markForDeletion': { permission: 'instance:admin', input: () => ({ id: 'x' }) },
  'lifecycle.admin.legalHold': { permission: 'instance:admin', input: () => ({ id: 'x', reason: null }) },
  'lifecycle.admin.purgeNow': { permission: 'instance:admin', input: () => ({ id: 'x', reason: 'x' }) },
  'lifecycle.admin.deletedEntities': { permission: 'instance:admin' },
  'lifecycle.admin.restore': { permission: 'instance:admin', input: () => ({ entityType: 'projects', id: 'x' }) },
  'lifecycle.admin.permanent': {
    permission: 'instance:admin',
    input: () => ({ entityType: 'trace', id: 'x', reason: 'x' }),
  },
  'lifecycle.admin.stats': { permission: 'instance:admin' },
  'lifecycle.admin.retryPurge': { permission: 'instance:admin', input: () => ({ id: 'x' }) },
  'lifecycle.admin.admins': { permission: 'instance:admin' },
  'lifecycle.admin.setAdmin': {
    permission: 'instance:admin',
    input: () => ({ email: 'nobody@example.com', admin: true, reason: 'x' }),
  },
  'lifecycle.admin.cleanup': { permission: 'instance:admin' },
  'lifecycle.organizationDeletion.preview': { permission: 'organization:delete' },
  'lifecycle.organizationDeletion.start': {
    permission: 'organization:delete',
    input: ({ caller }) => newOrganizationOf(caller),
  },
  'lifecycle.organizationDeletion.answer': {
    permission: 'organization:delete',
    input: async ({ caller }) => ({
      ...(await startOrganizationDeletion(caller)),
      step: 'password',
      password: TEST_PASSWORD,
    }),
  },
  'lifecycle.organizationDeletion.confirm': {
    permission: 'organization:delete',
    input: async ({ caller }) => ({ ...(await proveOrganizationDeletion(caller)), reason: 'by the matrix' }),
  },
  'lifecycle.organizationDeletion.pending': { permission: 'account:self' },
  'lifecycle.organizationDeletion.restore': {
    permission: 'account:self',
    input: async ({ person }) => ({ id: await newOrganizationInDeletion(person) }),
  },
  'lifecycle.pendingProjects': { permission: 'organization:read' },
  'lifecycle.setProjectEnabled': { permission: 'project:update', input: () => ({ enabled: true }) },
  'projects.members.list': { permission: 'projectMembers:read' },
  'projects.members.setRole': {
    permission: 'projectMembers:write',
    input: async () => ({ userId: await newMember(), role: 'VIEWER' }),
  },
  'apiKeys.list': { permission: 'apiKeys:read' },
  'apiKeys.create': { permission: 'apiKeys:write' },
  'apiKeys.revoke': {
    permission: 'apiKeys:write',
    input: async () => ({ apiKeyId: (await owner().apiKeys.create({ projectId: world.projectId })).id }),
  },
  'apiKeys.organization.list': { permission: 'organizationApiKeys:read' },
  'apiKeys.organization.create': { permission: 'organizationApiKeys:write' },
  'apiKeys.organization.revoke': {
    permission: 'organizationApiKeys:write',
    input: async () => ({
      apiKeyId: (await owner().apiKeys.organization.create({ organizationId: world.organizationId })).id,
    }),
  },
  'auditLog.list': { permission: 'auditLog:read' },
  'auditLog.export': { permission: 'auditLog:read' },
  'auditLog.verify': { permission: 'auditLog:read' },
  'auditLog.project': { permission: 'projectAuditLog:read' },
  'webhooks.list': { permission: 'organizationWebhooks:read' },
  'webhooks.create': { permission: 'organizationWebhooks:write', input: () => ({ url: freshUrl() }) },
  'webhooks.ping': { permission: 'organizationWebhooks:write', input: newWebhook },
  'webhooks.remove': { permission: 'organizationWebhooks:write', input: newWebhook },
  'analyticsSyncs.list': { permission: 'analyticsSyncs:read' },
  'analyticsSyncs.save': { permission: 'analyticsSyncs:write', input: () => newSync() },
  'analyticsSyncs.test': { permission: 'analyticsSyncs:write', input: () => newSync() },
  'analyticsSyncs.run': { permission: 'analyticsSyncs:write', input: savedSync },
  'analyticsSyncs.remove': { permission: 'analyticsSyncs:write', input: savedSync },
  'prompts.list': { permission: 'prompts:read', input: () => ({ page: 1, limit: 10 }) },
  'prompts.get': { permission: 'prompts:read', input: async () => ({ name: await newPrompt() }) },
  'prompts.create': { permission: 'prompts:write', input: () => ({ name: freshName(), prompt: 'x' }) },
  'prompts.setLabels': {
    permission: 'prompts:write',
    input: async () => ({ name: await newPrompt(), version: 1, labels: ['staging'] }),
  },
  'prompts.delete': { permission: 'prompts:write', input: async () => ({ name: await newPrompt() }) },
  'prompts.protectedLabels.get': { permission: 'prompts:read' },
  'prompts.protectedLabels.set': { permission: 'protectedPromptLabels:write', input: () => ({ labels: ['guarded'] }) },
  'blobExports.get': { permission: 'blobExports:read' },
  'blobExports.set': { permission: 'blobExports:write', input: () => newSchedule() },
  'blobExports.test': { permission: 'blobExports:write', input: () => newSchedule() },
  'blobExports.switch': { permission: 'blobExports:write', input: () => savedSchedule({ enabled: false }) },
  'blobExports.runNow': { permission: 'blobExports:write', input: () => savedSchedule({}) },
  'blobExports.backfill': {
    permission: 'blobExports:write',
    input: () => savedSchedule({ from: '2020-01-01T00:00:00Z', until: '2020-01-02T00:00:00Z' }),
  },
  'blobExports.delete': { permission: 'blobExports:write', input: () => savedSchedule({}) },
  'exports.list': { permission: 'exports:read' },
  'exports.get': { permission: 'exports:read', input: async (asked) => ({ exportId: await newExport(asked) }) },
  'exports.files': { permission: 'exports:read', input: async (asked) => ({ exportId: await newExport(asked) }) },
  'exports.preview': { permission: 'exports:create', input: () => ({ table: 'traces' }) },
  'exports.create': { permission: 'exports:create', input: () => ({ table: 'traces' }) },
  'exports.cancel': { permission: 'exports:create', input: async (asked) => ({ exportId: await newExport(asked) }) },
  'archives.list': { permission: 'archives:read' },
  'archives.create': { permission: 'archives:write', input: noArchiveUnderWay },
  'archives.cancel': { permission: 'archives:write', input: async (asked) => ({ archiveId: await newArchive(asked) }) },
  'archives.imports.list': { permission: 'archives:read' },
  'archives.imports.get': { permission: 'archives:read', input: newImport },
  'archives.imports.start': { permission: 'archives:import', input: newImport },
  'archives.imports.cancel': { permission: 'archives:import', input: newImport },
  'models.list': { permission: 'models:read' },
  'models.create': {
    permission: 'models:write',
    input: newModel,
  },
  'models.delete': {
    permission: 'models:write',
    input: async () => ({ modelId: (await owner().models.create({ projectId: world.projectId, ...newModel() })).id }),
  },
  'traces.list': { permission: 'traces:read' },
  'traces.count': { permission: 'traces:read' },
  'traces.get': { permission: 'traces:read', input: () => ({ traceId: TRACE }) },
  'traces.hasAny': { permission: 'traces:read' },
  'traces.skeleton': { permission: 'traces:read', input: () => ({ traceId: TRACE }) },
  'traces.search': { permission: 'traces:read', input: () => ({ traceId: TRACE, text: 'only' }) },
  'traces.filterValues': { permission: 'traces:read', input: () => ({ list: 'traces', column: 'name' }) },
  'traces.delete': { permission: 'traces:delete', input: async () => ({ ids: [await newRow('traces')] }) },
  'observations.list': { permission: 'traces:read' },
  'observations.count': { permission: 'traces:read' },
  'observations.get': { permission: 'traces:read', input: () => ({ observationId: STEP }) },
  'scores.list': { permission: 'scores:read' },
  'scores.forTrace': { permission: 'scores:read', input: () => ({ traceId: TRACE }) },
  'scores.delete': { permission: 'scores:delete', input: async () => ({ ids: [await newRow('scores')] }) },
  'sessions.list': { permission: 'traces:read' },
  'sessions.get': { permission: 'traces:read', input: () => ({ sessionId: SESSION }) },
  'sessions.delete': {
    permission: 'traces:delete',
    input: async () => ({ ids: [`session of ${await newRow('traces')}`] }),
  },
  'lifecycle.retention.get': { permission: 'project:read' },
  'lifecycle.retention.set': { permission: 'retention:write', input: () => ({ days: null }) },
  'lifecycle.subjectErasure.preview': { permission: 'subjects:erase', input: () => ({ userId: 'nobody' }) },
  'lifecycle.subjectErasure.request': {
    permission: 'subjects:erase',
    input: async () => ({ userId: `user of ${await newRow('traces')}`, traces: 1, reason: 'by the matrix' }),
  },
  'lifecycle.subjectErasure.list': { permission: 'subjects:erase' },
  'lifecycle.trash.list': { permission: 'trash:read' },
  'lifecycle.trash.ofOrganization': { permission: 'organizationTrash:read' },
  'lifecycle.trash.progress': { permission: 'trash:read', input: newDeletion },
  'lifecycle.trash.restore': { permission: 'trash:read', input: newDeletion },
  'lifecycle.trash.purge': {
    permission: 'trash:purge',
    input: async (asked) => ({ ...(await newDeletion(asked)), reason: 'by the matrix' }),
  },
  'metrics.home': { permission: 'traces:read' },
  'ingestion.status': { permission: 'traces:read' },
  'ingestion.throughput': { permission: 'traces:read', input: () => ({ from: 0, to: 3_600_000 }) },
  'ingestion.refusals.samples': { permission: 'traces:read', input: () => ({ reason: 'event is not valid' }) },
  'ingestion.replays.list': { permission: 'traces:read' },
  'ingestion.replays.preview': { permission: 'ingestion:repair', input: () => ({ all: true }) },
  'ingestion.replays.create': { permission: 'ingestion:repair', input: () => ({ from: '9998-01-01T00:00:00Z' }) },
  'ingestion.masking.get': { permission: 'project:read' },
  'ingestion.masking.set': { permission: 'masking:write', input: () => ({ rules: [] }) },
  'ingestion.masking.test': { permission: 'masking:write', input: () => ({ rules: [], sample: 'x' }) },
  'ingestion.deadLetters.list': { permission: 'traces:read' },
  'ingestion.deadLetters.get': {
    permission: 'traces:read',
    input: async () => ({ deadLetterId: await newDeadLetter() }),
  },
  'ingestion.deadLetters.retry': { permission: 'ingestion:repair', input: newDeadLetters },
  'ingestion.deadLetters.discard': { permission: 'ingestion:repair', input: newDeadLetters },
  'ingestion.deadLetters.restore': { permission: 'ingestion:repair', input: newDeadLetters },
};

let stores: TestEngines;
let people: TestPeople;
let server: FastifyInstance & AsyncDisposable;
let world: World;
/** Owns what is none of the matrix's own. */
let founder: TestPerson;
let cookies: Record<Caller, string | null>;

beforeAll(async () => {
  stores = await testEngines();
  people = testPeople(stores.engines);
  server = await testServer(stores);
  world = await makeWorld();
  // What admins of the instance get is in admin.engine.test.ts; here nobody is one.
  await stores.engines.db.updateTable('users').set({ instance_admin: false }).execute();
  founder = await people.newPerson();
  cookies = { nobody: null } as typeof cookies;
  for (const [caller, person] of Object.entries(world.people)) cookies[caller as Caller] = await signIn(person);
  await sendTrace();
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await stores?.[Symbol.asyncDispose]();
});

const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;

test('there is a case for every procedure, and none for a procedure that is gone', () => {
  expect(Object.keys(PROCEDURES).toSorted()).toEqual(Object.keys(procedures).toSorted());
});

test.each(Object.keys(PROCEDURES))('%s is open to the roles of its permission, and to nobody else', async (path) => {
  const { permission, input } = PROCEDURES[path]!;
  for (const caller of CALLERS) {
    const person = caller === 'nobody' ? null : world.people[caller];
    const given = { ...scopeOf(permission), ...(await input?.({ caller, person })) };
    const answer = await ask(path, given, cookies[caller]);
    const about = `${path} by ${caller}: ${answer.body.slice(0, 300)}`;
    expect(answer.statusCode, about).toBe(expectedStatus(caller, permission));
    if (answer.statusCode !== 200) expect(answer.body, about).not.toContain(SECRET);
  }
});

test('what others may read holds nothing of a project that is not theirs', async () => {
  const outsider = cookies['an owner of another organization'];
  for (const path of ['accounts.me', 'organizations.list']) {
    const { body } = await ask(path, {}, outsider);
    expect(body).not.toContain(world.organizationId);
    expect(body).not.toContain(world.projectId);
  }
});

function expectedStatus(caller: Caller, permission: Permission): number {
  if (caller === 'nobody') return 401;
  if (permission in ACCOUNT_PERMISSIONS) return 200;
  if (permission in INSTANCE_PERMISSIONS) return 403;
  if (caller === 'an owner of another organization') return 404;
  if (caller === 'NONE' && isOfProject(permission)) return 404;
  return mayRole(caller satisfies Role, permission) ? 200 : 403;
}

/** Within an organization its permissions count, and whoever has no role in a project does not see it. */
function isOfProject(permission: Permission): boolean {
  return !/^(organization|projects:create|auditLog:)/.test(permission);
}

/** As the web app asks: beside its own input, a procedure gets the id of its scope and nothing else. */
function scopeOf(permission: Permission): Input {
  if (permission in ACCOUNT_PERMISSIONS) return {};
  return isOfProject(permission) ? { projectId: world.projectId } : { organizationId: world.organizationId };
}

function ask(path: string, input: Input, cookie: string | null) {
  const headers = { origin: 'http://localhost:3000', ...(cookie !== null && { cookie }) };
  return procedures[path]?._def.type === 'query'
    ? server.inject({ url: `/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`, headers })
    : server.inject({ method: 'POST', url: `/api/trpc/${path}`, headers, payload: input });
}

async function makeWorld(): Promise<World> {
  const { owner, organizationId, projectId } = await people.newOrganization();
  const theirs = await people.newOrganization();
  const members = { OWNER: owner } as World['people'];
  members['an owner of another organization'] = theirs.owner;
  for (const role of ROLES) if (role !== 'OWNER') members[role] = await people.newMember(organizationId, role);
  return { organizationId, projectId, people: members };
}

async function signIn({ email }: TestPerson): Promise<string> {
  const headers = { 'content-type': 'application/json', origin: 'http://localhost:3000' };
  const body = JSON.stringify({ email, password: TEST_PASSWORD });
  const request = new Request('http://localhost:3000/api/auth/sign-in/email', { method: 'POST', headers, body });
  const answer = await people.auth.handle(request, '192.0.2.7');
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

/** A finished export of the caller, whose files are still kept. */
async function newExport({ person }: Asked): Promise<string> {
  const id = stores.engines.clock.newId();
  const by = { requested_by_kind: 'user', requested_by_id: person?.id ?? 'nobody', requested_by_name: SECRET };
  const request = JSON.stringify({ tables: [{ table: 'traces' }], format: 'csv' });
  const times = { finished_at: new Date(), expires_at: new Date(stores.engines.clock.nowMs() + 60_000) };
  await stores.engines.db
    .insertInto('export_runs')
    .values({ id, project_id: world.projectId, kind: 'batch', request, cut_us: 0, state: 'COMPLETED', ...by, ...times })
    .execute();
  return id;
}

/** What the organization's owner may ask, past HTTP. */
const freshUrl = () => `http://127.0.0.1:9/${(names += 1)}`;

/** The only one: an organization has ten at most. */
async function newWebhook(): Promise<Input> {
  const { organizationId } = world;
  for (const { id } of (await owner().webhooks.list({ organizationId })).webhooks)
    await owner().webhooks.remove({ organizationId, webhookId: id });
  return { webhookId: (await owner().webhooks.create({ organizationId, url: freshUrl() })).id };
}

/** Nobody may be asked at this address. */
const newSync = () => ({ provider: 'posthog', endpoint: 'http://127.0.0.1:9', secret: SECRET, tables: ['traces'] });

const newSchedule = () => ({
  ...{ kind: 'folder' as const, bucket: join(stores.folder, 'out'), frequency: 'daily' as const },
  ...{ mode: 'FROM_TODAY' as const, tables: ['traces'] },
});

/** Of the project there is one; a new one, with which nothing is done yet, beside what is asked. */
async function savedSchedule(input: Input): Promise<Input> {
  const { projectId } = world;
  await stores.engines.db.deleteFrom('blob_exports').where('project_id', '=', projectId).execute();
  await owner().blobExports.set({ projectId, ...newSchedule() });
  return input;
}

async function savedSync(): Promise<Input> {
  const sync = { ...newSync(), provider: 'posthog' as const, tables: ['traces' as const] };
  await owner().analyticsSyncs.save({ projectId: world.projectId, ...sync });
  return { provider: sync.provider };
}

async function newPrompt(): Promise<string> {
  const name = freshName();
  await owner().prompts.create({ projectId: world.projectId, name, prompt: SECRET, labels: ['production'] });
  return name;
}

function owner() {
  const person = world.people.OWNER;
  return appRouter.createCaller({
    open: async (_permission, input) => {
      const { projectId, organizationId } = input as { projectId?: string; organizationId: string };
      const ctx = projectId ? people.project(person, projectId) : people.organization(person, organizationId);
      return (await ctx) as never;
    },
  });
}

async function newProject(status: string): Promise<string> {
  const id = stores.engines.clock.newId();
  const names = {
    id,
    organization_id: world.organizationId,
    name: `Named ${id}`,
  };
  const deletion = { deletion_id: id, deleted_at: new Date(AT), status_before_deletion: 'ACTIVE' };
  await stores.engines.db
    .insertInto('projects')
    .values({ ...names, status, ...(status !== 'ACTIVE' && deletion) })
    .execute();
  return id;
}

/** A confirmation that the caller has begun, or for those who may not begin one something that looks like it. */
async function startDeletion(caller: Caller, projectId = world.projectId) {
  const answer = await ask('lifecycle.projectDeletion.start', { projectId }, cookies[caller]);
  const data = answer.json<{ result?: { data: { challengeId: string } } }>().result?.data;
  return { projectId, challengeId: data?.challengeId ?? 'none' };
}

async function proveDeletion(caller: Caller) {
  const started = await startDeletion(caller, await newProject('ACTIVE'));
  const answer = (input: Input) => ask('lifecycle.projectDeletion.answer', { ...started, ...input }, cookies[caller]);
  await answer({ step: 'password', password: TEST_PASSWORD });
  if (caller === 'OWNER')
    await answer({ step: 'email', code: await testDeletion(stores).codeFor(world.people.OWNER.email) });
  return { ...started, name: `Named ${started.projectId}` };
}

async function startOrganizationDeletion(caller: Caller) {
  const { organizationId } = await newOrganizationOf(caller);
  const answer = await ask('lifecycle.organizationDeletion.start', { organizationId }, cookies[caller]);
  const data = answer.json<{ result?: { data: { challengeId: string } } }>().result?.data;
  return { organizationId, challengeId: data?.challengeId ?? 'none' };
}

async function proveOrganizationDeletion(caller: Caller) {
  const started = await startOrganizationDeletion(caller);
  const answer = (input: Input) =>
    ask('lifecycle.organizationDeletion.answer', { ...started, ...input }, cookies[caller]);
  await answer({ step: 'password', password: TEST_PASSWORD });
  if (caller === 'OWNER')
    await answer({ step: 'email', code: await testDeletion(stores).codeFor(world.people.OWNER.email) });
  const { db } = stores.engines;
  const id = String(started.organizationId);
  const { name } = await db.selectFrom('organizations').select('name').where('id', '=', id).executeTakeFirstOrThrow();
  return { ...started, name };
}

/** One that the person owns. */
async function newOrganizationInDeletion(person: TestPerson | null): Promise<string> {
  const { db } = stores.engines;
  const { id } = await createOrganization(people.account(person ?? founder), { name: freshName() });
  const marks = { deleted_at: new Date(AT), deletion_id: id, deletion_reason: 'by the matrix' };
  await db.updateTable('organizations').set(marks).where('id', '=', id).execute();
  return id;
}

function newModel() {
  return { name: freshName(), pattern: '^x$', tiers: [{ name: 'all', prices: { input: '0.000001' } }] };
}

/** A trace or a score of its own to delete. */
async function newRow(table: 'traces' | 'scores'): Promise<string> {
  const { ch, clock } = stores.engines;
  const id = clock.newId();
  const session =
    table === 'traces'
      ? { session_id: `session of ${id}`, user_id: `user of ${id}` }
      : { data_type: 'NUMERIC', source: 'API' };
  const row = { project_id: world.projectId, id, ...session, timestamp: AT.slice(0, 19), row_version: 1 };
  await ch.insert({ table, ndjson: Buffer.from(`${JSON.stringify(row)}\n`), class: 'ingest', who: 'test' });
  return id;
}

/** One that the caller made, who may take back their own. */
async function newDeletion({ person }: Asked): Promise<Input> {
  const { db, clock } = stores.engines;
  const id = clock.newId();
  const by = { requested_by_kind: 'user', requested_by_id: person?.id ?? '', requested_by_name: SECRET };
  const what = { entity_type: 'trace', entity_name: SECRET, state: 'HIDDEN' };
  const { organizationId: organization_id, projectId: project_id } = world;
  await db
    .insertInto('deletions')
    .values({ id, organization_id, project_id, ...what, ...by })
    .execute();
  return { deletionId: id };
}

async function newArchive({ person }: Asked): Promise<string> {
  const id = stores.engines.clock.newId();
  const by = { requested_by_kind: 'user', requested_by_id: person?.id ?? 'nobody', requested_by_name: SECRET };
  const request = JSON.stringify({ tables: [{ table: 'traces' }], format: 'parquet' });
  await stores.engines.db
    .insertInto('export_runs')
    .values({ id, project_id: world.projectId, kind: 'archive', request, cut_us: 0, state: 'COMPLETED', ...by })
    .execute();
  return id;
}

/** One is made at a time. */
async function noArchiveUnderWay(): Promise<Input> {
  const of = stores.engines.db.updateTable('export_runs').set({ state: 'CANCELLED' });
  await of.where('kind', '=', 'archive').where('state', '=', 'QUEUED').execute();
  return {};
}

/** An import that was checked and waits. */
async function newImport({ person }: Asked): Promise<Input> {
  const id = stores.engines.clock.newId();
  const by = { requested_by_kind: 'user', requested_by_id: person?.id ?? 'nobody', requested_by_name: SECRET };
  await stores.engines.db
    .insertInto('archive_imports')
    .values({ id, project_id: world.projectId, state: 'CHECKED', dry_run: true, with_settings: false, ...by })
    .execute();
  return { importId: id };
}

async function newDeadLetter(): Promise<string> {
  const { db, clock } = stores.engines;
  const id = clock.newId();
  const segment = `projects/${world.projectId}/segments/gone-${id}.seg`;
  const letter = { id, project_id: world.projectId, segment, entity: 'score', entity_id: id };
  await db
    .insertInto('ingestion_dead_letters')
    .values({ ...letter, reason: SECRET, payload: '{}' })
    .execute();
  return id;
}

async function newDeadLetters(): Promise<Input> {
  return { deadLetterIds: [await newDeadLetter()] };
}

/** Somebody who belongs to the organization and never signs in. */
async function newMember(): Promise<string> {
  const { db, clock } = stores.engines;
  const id = clock.newId();
  await db
    .insertInto('users')
    .values({ id, email: `${id}@example.com`, name: 'Member' })
    .execute();
  const member = { organization_id: world.organizationId, user_id: id, role: 'MEMBER' };
  await db.insertInto('organization_members').values(member).execute();
  return id;
}

/** To the address: of another organization, since who is a member already is not invited. */
async function newInvitation(email?: string) {
  const given = { email: email ?? `${stores.engines.clock.newId()}@example.com`, role: 'VIEWER' as const };
  const ctx = email
    ? await people.organization(...(await newOrganization()))
    : await people.organization(world.people.OWNER, world.organizationId);
  const { id, link } = await appRouter
    .createCaller({ open: () => Promise.resolve(ctx as never) })
    .organizations.invitations.create({ ...given, organizationId: ctx.organizationId });
  return { id, token: link.split('/').at(-1) ?? '' };
}

async function newOrganization(): Promise<[owner: TestPerson, organizationId: string]> {
  const { id } = await createOrganization(people.account(founder), { name: freshName() });
  return [founder, id];
}

/** One that the caller belongs to in their role, and may leave. */
async function newOrganizationOf(caller: Caller): Promise<Input> {
  const { db } = stores.engines;
  const [, organizationId] = await newOrganization();
  if (caller !== 'nobody' && caller !== 'an owner of another organization') {
    const member = { organization_id: organizationId, user_id: world.people[caller].id, role: caller };
    await db.insertInto('organization_members').values(member).execute();
  }
  return { organizationId };
}

async function sendTrace() {
  const keys = await owner().apiKeys.create({ projectId: world.projectId });
  const event = (type: string, body: object) => ({ id: `${type}-matrix`, type, timestamp: AT, body });
  const authorization = `Basic ${Buffer.from(`${keys.publicKey}:${keys.secretKey}`).toString('base64')}`;
  const batch = [
    event('trace-create', { id: TRACE, timestamp: AT, name: SECRET, sessionId: SESSION, input: SECRET }),
    event('span-create', { id: STEP, traceId: TRACE, name: SECRET, startTime: AT, input: SECRET }),
    event('score-create', { id: 'score-of-the-matrix', traceId: TRACE, name: 'good', value: 1 }),
  ];
  await server.inject({
    method: 'POST',
    url: '/api/public/ingestion',
    headers: { authorization },
    payload: { batch },
  });
  for (const path of [`traces/${TRACE}`, `observations/${STEP}`, `sessions/${SESSION}`])
    await vi.waitFor(
      async () =>
        expect((await server.inject({ url: `/api/public/${path}`, headers: { authorization } })).statusCode).toBe(200),
      { timeout: 20_000, interval: 100 },
    );
}
