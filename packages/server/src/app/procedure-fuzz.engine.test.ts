import fc from 'fast-check';
import { testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { TEST_PASSWORD, testPeople } from '@tidemark/server/testing-people';
import { testServer } from '@tidemark/server/testing-server';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { appRouter } from './router.ts';

/** Of each procedure; FUZZ_RUNS tries more of the same row of inputs. */
const RUNS = inject('fuzzRuns');
/** The same every time; another one tries other inputs. */
const SEED = 20_261_120;
/** Beside others on a busy machine; what hangs takes far longer. */
const SLOWEST_MS = 10_000;
const NEIGHBOUR = 'neighbour-of-the-fuzz';
const AT = '2026-11-18T10:00:00.000Z';
const BLOB_EXPORT = {
  kind: 's3',
  bucket: 'b',
  region: 'eu-central-1',
  endpoint: 'http://127.0.0.1:9',
  forcePathStyle: true,
  accessKeyId: 'key',
  secret: 'x',
  prefix: 'a/',
  frequency: 'daily',
  mode: 'FROM_CUSTOM_DATE',
  startAt: AT,
  tables: ['observations'],
  fieldGroups: ['core'],
  format: 'jsonl',
  compression: 'gzip',
  enabled: false,
};

type Input = Record<string, unknown>;

const LIST: Input = {
  from: AT,
  to: '2026-11-19T00:00:00Z',
  environments: ['default'],
  filter: { column: 'name', op: '=', value: 'x' },
  search: 'x',
  order: { column: 'name', direction: 'asc' },
  cursor: null,
  limit: 5,
};

/** An input for every procedure that has all its fields; the fuzz spoils one or two of them at a time. */
const INPUTS: Record<string, Input> = {
  'accounts.me': {},
  'accounts.update': { name: 'Fuzz' },
  'organizations.list': {},
  'organizations.create': { name: 'Fuzz' },
  'organizations.rename': { name: 'Fuzz' },
  'organizations.leave': {},
  'organizations.members.list': {},
  'organizations.members.updateRole': { userId: 'u', role: 'VIEWER' },
  'organizations.members.remove': { userId: 'u' },
  'organizations.invitations.list': {},
  'organizations.invitations.create': { email: 'fuzz@example.com', role: 'VIEWER' },
  'organizations.invitations.revoke': { invitationId: 'i' },
  'organizations.invitations.accept': { token: 't' },
  'projects.list': {},
  'projects.get': {},
  'projects.create': { name: 'Fuzzed project' },
  'projects.update': { name: 'First project', metadata: { a: 1 }, retentionDays: 30 },
  'projects.protection': { terminationProtection: false },
  'lifecycle.projectDeletion.preview': {},
  'lifecycle.projectDeletion.start': {},
  'lifecycle.projectDeletion.answer': { challengeId: 'c', step: 'password', password: 'p' },
  'lifecycle.projectDeletion.confirm': { challengeId: 'c', name: 'First project', reason: 'by the fuzz' },
  'lifecycle.projectDeletion.restore': { newKeys: false },
  'lifecycle.projectDeletion.status': {},
  'lifecycle.admin.projects': { includeDeleted: true, skip: 0, limit: 5 },
  'lifecycle.admin.project': { id: 'x' },
  'lifecycle.admin.createProject': { organizationId: 'x', name: 'New one' },
  'lifecycle.admin.updateProject': { id: 'x', name: 'New one' },
  'lifecycle.admin.markForDeletion': { id: 'x', reason: 'x' },
  'lifecycle.admin.legalHold': { id: 'x', reason: 'x' },
  'lifecycle.admin.purgeNow': { id: 'x', reason: 'x' },
  'lifecycle.admin.deletedEntities': { entityType: 'projects', skip: 0, limit: 5 },
  'lifecycle.admin.restore': { entityType: 'projects', id: 'x' },
  'lifecycle.admin.permanent': { entityType: 'trace', id: 'x', reason: 'x' },
  'lifecycle.admin.stats': {},
  'lifecycle.admin.retryPurge': { id: 'x' },
  'lifecycle.admin.admins': {},
  'lifecycle.admin.setAdmin': { email: 'nobody@example.com', admin: true, reason: 'x' },
  'lifecycle.admin.cleanup': { daysOld: 90, dryRun: true, hash: 'h', entityType: 'trace', organizationId: 'o' },
  'lifecycle.organizationDeletion.preview': {},
  'lifecycle.organizationDeletion.start': {},
  'lifecycle.organizationDeletion.answer': { challengeId: 'c', step: 'email', code: '000000' },
  'lifecycle.organizationDeletion.confirm': { challengeId: 'c', name: 'Acme', reason: 'by the fuzz' },
  'lifecycle.organizationDeletion.pending': {},
  'lifecycle.organizationDeletion.restore': { id: 'o' },
  'lifecycle.pendingProjects': {},
  'lifecycle.setProjectEnabled': { enabled: true, reason: 'x' },
  'projects.members.list': {},
  'projects.members.setRole': { userId: 'u', role: 'VIEWER' },
  'apiKeys.list': {},
  'apiKeys.create': {
    note: 'n',
    expiresAt: '2027-01-01T00:00:00Z',
    pair: { publicKey: 'x'.repeat(9), secretKey: 'y'.repeat(9) },
  },
  'apiKeys.revoke': { apiKeyId: 'k' },
  'apiKeys.organization.list': {},
  'apiKeys.organization.create': { note: 'n', expiresAt: '2027-01-01T00:00:00Z' },
  'apiKeys.organization.revoke': { apiKeyId: 'k' },
  'auditLog.list': {
    actor: 'u',
    action: 'project',
    entityType: 'project',
    entityId: 'p',
    from: AT,
    to: AT,
    cursor: null,
    limit: 5,
    projectId: 'p',
  },
  'auditLog.export': { format: 'csv', action: 'project', from: AT, cursor: null, limit: 5 },
  'auditLog.verify': {},
  'auditLog.project': {
    actor: 'u',
    action: 'project',
    entityType: 'project',
    entityId: 'p',
    from: AT,
    to: AT,
    cursor: null,
    limit: 5,
  },
  'webhooks.list': {},
  'webhooks.create': { url: 'http://127.0.0.1:9/hook' },
  'webhooks.ping': { webhookId: 'w' },
  'webhooks.remove': { webhookId: 'w' },
  'analyticsSyncs.list': {},
  'analyticsSyncs.save': {
    provider: 'posthog',
    endpoint: 'http://127.0.0.1:9',
    secret: 'phc_x',
    tables: ['traces'],
    eventPrefix: 'tidemark',
    withHistory: false,
    enabled: false,
  },
  'analyticsSyncs.test': { provider: 'mixpanel', endpoint: 'http://127.0.0.1:9', secret: 'x', eventPrefix: 'tidemark' },
  'analyticsSyncs.run': { provider: 'posthog' },
  'analyticsSyncs.remove': { provider: 'posthog' },
  'prompts.list': { page: 1, limit: 10, name: 'p', label: 'production', tag: 't', fromUpdatedAt: AT, toUpdatedAt: AT },
  'prompts.get': { name: 'p', label: 'production', resolve: true },
  'prompts.create': {
    name: 'p',
    type: 'chat',
    prompt: [
      { type: 'placeholder', name: 'history' },
      { role: 'user', content: 'x' },
    ],
    config: { temperature: 1 },
    labels: ['production'],
    tags: ['t'],
    commitMessage: 'why',
  },
  'prompts.setLabels': { name: 'p', version: 1, labels: ['staging'] },
  'prompts.delete': { name: 'p', version: 1, label: 'production', reason: 'because' },
  'prompts.protectedLabels.get': {},
  'prompts.protectedLabels.set': { labels: ['guarded'] },
  'exports.list': { cursor: null, limit: 5 },
  'exports.get': { exportId: 'e' },
  'exports.files': { exportId: 'e' },
  'exports.preview': { table: 'traces', from: AT, to: AT, environments: ['default'], filter: null, search: 'x' },
  'exports.create': {
    table: 'observations',
    from: AT,
    to: AT,
    environments: ['default'],
    filter: { column: 'name', op: '=', value: 'x' },
    search: 'x',
    columns: ['id', 'latency'],
    fields: null,
    format: 'csv',
    compression: 'gzip',
  },
  'exports.cancel': { exportId: 'e' },
  'blobExports.get': {},
  'blobExports.set': BLOB_EXPORT,
  'blobExports.test': BLOB_EXPORT,
  'blobExports.switch': { enabled: false },
  'blobExports.runNow': {},
  'blobExports.backfill': { from: AT, until: '2026-11-19T10:00:00.000Z' },
  'blobExports.delete': {},
  'archives.list': {},
  'archives.create': {},
  'archives.cancel': { archiveId: 'a' },
  'archives.imports.list': {},
  'archives.imports.get': { importId: 'i' },
  'archives.imports.start': { importId: 'i' },
  'archives.imports.cancel': { importId: 'i' },
  'models.list': {},
  'models.create': {
    name: 'm',
    pattern: '^m$',
    startAt: AT,
    unit: 'TOKENS',
    tiers: [
      { name: 'all', prices: { input: '1' } },
      {
        name: 't',
        prices: { input: '1' },
        conditions: [
          { usage: 'input', op: 'gt', value: 1 },
          { source: 'metadata', key: 'k', in: ['v'] },
        ],
      },
    ],
  },
  'models.delete': { modelId: 'm' },
  'traces.list': { ...LIST, with: ['metadata', 'scores'] },
  'traces.count': LIST,
  'traces.get': { traceId: NEIGHBOUR },
  'traces.hasAny': {},
  'traces.skeleton': { traceId: NEIGHBOUR, cursor: null, limit: 5 },
  'traces.search': { traceId: NEIGHBOUR, text: 'x' },
  'traces.filterValues': { ...LIST, list: 'traces', column: 'name', text: 'x' },
  'traces.delete': { ids: ['no-such-trace'], reason: 'x' },
  'observations.list': { ...LIST, with: ['metadata', 'scores'] },
  'observations.count': LIST,
  'observations.get': { observationId: NEIGHBOUR, traceId: NEIGHBOUR },
  'scores.list': { ...LIST, order: { column: 'timestamp', direction: 'desc' } },
  'scores.forTrace': { traceId: NEIGHBOUR },
  'scores.delete': { ids: ['no-such-score'], reason: 'x' },
  'sessions.delete': { ids: ['no-such-session'], reason: 'x' },
  'lifecycle.retention.get': {},
  'lifecycle.retention.set': { days: 30, environments: [{ environment: 'staging', days: 5 }] },
  'lifecycle.subjectErasure.preview': { userId: 'nobody' },
  'lifecycle.subjectErasure.request': { userId: 'nobody', traces: 1, reason: 'x' },
  'lifecycle.subjectErasure.list': { cursor: null, limit: 5 },
  'lifecycle.trash.list': { only: 'all', cursor: null, limit: 5 },
  'lifecycle.trash.ofOrganization': { cursor: null, limit: 5 },
  'lifecycle.trash.progress': { deletionId: 'd' },
  'lifecycle.trash.restore': { deletionId: 'd' },
  'lifecycle.trash.purge': { deletionId: 'd', reason: 'x' },
  'sessions.list': {
    ...LIST,
    filter: { column: 'id', op: '=', value: 'x' },
    order: { column: 'duration', direction: 'desc' },
  },
  'sessions.get': { sessionId: NEIGHBOUR, cursor: null, limit: 5 },
  'ingestion.status': {},
  'ingestion.throughput': { from: Date.parse(AT), to: Date.parse(AT) + 3_600_000 },
  'ingestion.refusals.samples': { reason: 'event is not valid' },
  'ingestion.replays.list': {},
  'ingestion.replays.preview': { from: AT, to: '2026-12-01T00:00:00Z', all: false },
  'ingestion.replays.create': { from: AT, to: '2026-12-01T00:00:00Z', all: false },
  'ingestion.masking.get': {},
  'ingestion.masking.set': { rules: [{ kind: 'pattern', pattern: 'x+', replacement: 'y' }] },
  'ingestion.masking.test': { rules: [{ kind: 'path', path: 'a.b' }], sample: { a: { b: 'x' } } },
  'ingestion.deadLetters.list': { discarded: false, cursor: null, limit: 5 },
  'ingestion.deadLetters.get': { deadLetterId: 'a'.repeat(64) },
  'ingestion.deadLetters.retry': { deadLetterIds: ['a'.repeat(64)] },
  'ingestion.deadLetters.discard': { deadLetterIds: ['a'.repeat(64)] },
  'ingestion.deadLetters.restore': { deadLetterIds: ['a'.repeat(64)] },
  'metrics.home': { from: AT, to: '2026-11-19T00:00:00Z', environments: ['default'] },
};

const TEXTS = [
  ...['', ' ', '\0', 'a\0b', '\u{d800}', 'a\u{dfff}\u{d83d}', '\u{202e}\u{feff}', '\u{1f600}'.repeat(30), '__proto__'],
  ...['constructor', 'toString', '../..', "'; DROP TABLE traces; --", '\\', "\\'", '{p1:String}', '(a+)+$', '[', '%_'],
  ...['\t\r\n', '<script>', 'NaN', '1e400', '9'.repeat(400), 'x'.repeat(100_000), AT, '0000-01-01T00:00:00Z'],
  ...['9999-12-31T23:59:59.999999Z', '1900-01-01T00:00:00Z', '1969-12-31T23:59:59.999999Z', '2026-02-30T00:00:00Z'],
  ...['2300-01-01T00:00:00Z', '2262-04-12T00:00:00Z', '2026-11-18T10:00:00+23:59'],
];
const NUMBERS = [0, -0, -1, 0.5, 1e308, -1e308, 5e-324, 2 ** 31, 2 ** 53, 2 ** 63, 2 ** 64, 1e21];
const COLUMNS = [
  ...['duration', 'traceCount', 'errorCount', 'totalTokens', 'createdAt', 'lastTime', 'stringValue', 'dataType'],
  'name',
  'id',
  'tags',
  'metadata',
  'scores',
  'latency',
  'timestamp',
  'startTime',
  'level',
  'isRoot',
  'input',
  'value',
  'totalCost',
  'traceCount',
  'usage',
  'x',
  '__proto__',
  'constructor',
];
const OPERATORS = [
  '=',
  '!=',
  'contains',
  'starts with',
  'any of',
  'none of',
  'all of',
  'is null',
  'is not null',
  'matches',
  '>',
  '<=',
  'LIKE',
];

const text = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'binary', maxLength: 30 }));
const number = fc.oneof(fc.constantFrom(...NUMBERS), fc.double(), fc.integer());
const scalar = fc.oneof(text, number, fc.boolean(), fc.constant(null));
const condition = fc.record(
  {
    column: fc.oneof(fc.constantFrom(...COLUMNS), text),
    op: fc.constantFrom(...OPERATORS),
    key: fc.oneof(fc.constantFrom('a.b', '.', 'x'), text),
    value: fc.oneof(scalar, fc.array(text, { maxLength: 4 })),
  },
  { requiredKeys: ['column', 'op'] },
);
const cursor = fc
  .dictionary(fc.constantFrom('at', 'id', 'value', 'after', 'time', 'traceId', 'startUs', 'us', 'score'), scalar)
  .map((fields) => Buffer.from(JSON.stringify(fields)).toString('base64url'));
const hostile: fc.Arbitrary<unknown> = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 4 }),
  fc.dictionary(text, scalar, { maxKeys: 3 }),
  condition,
  fc.array(condition, { maxLength: 4 }).map((all) => ({ and: all })),
  fc.record({ column: fc.constantFrom(...COLUMNS), direction: fc.constantFrom('asc', 'desc', 'up') }),
  cursor,
  fc.jsonValue({ maxDepth: 3 }),
);

/** What fits the place often enough for the deeper layers to be reached. */
const FITTING: Record<string, fc.Arbitrary<unknown>> = {
  filter: fc.oneof(
    condition,
    fc.array(condition, { maxLength: 3 }).map((all) => ({ not: { or: all } })),
  ),
  order: fc.record({ column: fc.oneof(fc.constantFrom(...COLUMNS), text), direction: fc.constantFrom('asc', 'desc') }),
  cursor,
  environments: fc.array(text, { maxLength: 3 }),
  tiers: fc
    .tuple(text, fc.dictionary(text, fc.oneof(fc.constant('1'), text), { minKeys: 1, maxKeys: 3 }), text)
    .map(([name, prices, key]) => [
      { name, prices },
      { name: `${name}2`, prices, conditions: [{ source: 'metadata', key, in: [name] }] },
    ]),
  metadata: fc.dictionary(text, fc.jsonValue({ maxDepth: 3 })),
};

let stores: TestEngines;
let server: FastifyInstance & AsyncDisposable;
let cookie: string;
let ids: { organizationId: string; projectId: string };

beforeAll(async () => {
  stores = await testEngines();
  const people = testPeople(stores.engines);
  server = await testServer(stores);
  const { owner, organizationId, projectId } = await people.newOrganization();
  await people.newMember(organizationId, 'OWNER');
  ids = { organizationId, projectId };
  const headers = { 'content-type': 'application/json', origin: 'http://localhost:3000' };
  const body = JSON.stringify({ email: owner.email, password: TEST_PASSWORD });
  const request = new Request('http://localhost:3000/api/auth/sign-in/email', { method: 'POST', headers, body });
  const answer = await people.auth.handle(request, '192.0.2.8');
  cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  await sendNeighbour();
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await stores?.[Symbol.asyncDispose]();
});

const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;

test('there is an input for every procedure, and none for a procedure that is gone', () => {
  expect(Object.keys(INPUTS).toSorted()).toEqual(Object.keys(procedures).toSorted());
});

test.each(Object.keys(INPUTS).filter((path) => path !== 'organizations.leave'))(
  '%s takes its input as long as nothing is spoilt',
  async (path) => {
    const { body } = await ask(path, INPUTS[path] ?? {});
    expect(body).not.toContain('"appCode":"invalid"');
    expect(body).not.toContain('"appCode":"internal"');
  },
);

/** Leaving works with any input; it has to be last. */
const last = (path: string) => (path === 'organizations.leave' ? 1 : 0);

test.each(Object.keys(INPUTS).toSorted((one, other) => last(one) - last(other)))(
  '%s answers whatever it is asked, and never by an internal error',
  { timeout: 240_000 },
  async (path) => {
    await fc.assert(
      fc.asyncProperty(spoiled(INPUTS[path] ?? {}), async (input) => {
        const startedAt = performance.now();
        const answer = await ask(path, input);
        const about = `${answer.statusCode}: ${answer.body.slice(0, 500)}`;
        expect(answer.statusCode, about).toBeLessThan(500);
        expect(performance.now() - startedAt, about).toBeLessThan(SLOWEST_MS);
        if (answer.statusCode >= 400) {
          const { error } = answer.json() as { error: { message: unknown; data: { appCode?: unknown } } };
          expect(error.message, about).toEqual(expect.any(String));
          expect(answer.body, about).not.toMatch(/\.ts:\d+|node_modules|DB::Exception|"stack"/);
        }
      }),
      { numRuns: RUNS, seed: SEED },
    );
    const neighbour = await ask('traces.get', { ...INPUTS['traces.get'], projectId: ids.projectId });
    if (path !== 'organizations.leave') expect(neighbour.statusCode, neighbour.body).toBe(200);
  },
);

test.each(['null', '[]', '5', '"x"', '{"projectId":', '%7B%22json', '\0'])(
  'an input that is no input is refused: %j',
  async (raw) => {
    for (const path of ['traces.list', 'accounts.me', 'projects.get']) {
      const url = `/api/trpc/${path}?input=${encodeURIComponent(raw)}`;
      const answer = await server.inject({ url, headers: { cookie } });
      expect(answer.statusCode, `${path} ${answer.body}`).toBeLessThan(500);
    }
    const headers = { cookie, 'content-type': 'application/json' };
    const posted = await server.inject({ method: 'POST', url: '/api/trpc/accounts.update', headers, payload: raw });
    expect(posted.statusCode, posted.body).toBeLessThan(500);
    expect(posted.statusCode).toBeGreaterThanOrEqual(400);
  },
);

/** The ids of the scope stay right in most runs: everything else is behind them. */
function spoiled(input: Input): fc.Arbitrary<Input> {
  const names = [...Object.keys(input), 'unknown', '__proto__'];
  const fields = fc
    .subarray(names, { minLength: 1, maxLength: 2 })
    .chain((some) => fc.record(Object.fromEntries(some.map((name) => [name, valueFor(name)]))));
  const scope = fc.oneof(
    { weight: 9, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.record({ projectId: scalar, organizationId: scalar }) },
  );
  return fc.tuple(fields, scope).map(([spoilt, wrong]) => ({ ...input, ...spoilt, ...wrong }));
}

function valueFor(name: string): fc.Arbitrary<unknown> {
  const fitting = Object.hasOwn(FITTING, name) ? (FITTING[name] ?? text) : text;
  return fc.oneof({ weight: 2, arbitrary: fitting }, { weight: 1, arbitrary: hostile });
}

/** As the web app sends it; an input that is too long for an address cannot be asked. */
function ask(path: string, input: Input) {
  const scope = path.startsWith('accounts.')
    ? {}
    : isOfOrganization(path)
      ? { organizationId: ids.organizationId }
      : { projectId: ids.projectId };
  const given = JSON.stringify({ ...scope, ...input });
  return procedures[path]?._def.type === 'query'
    ? server.inject({ url: `/api/trpc/${path}?input=${encodeURIComponent(given.toWellFormed())}`, headers: { cookie } })
    : server.inject({
        method: 'POST',
        url: `/api/trpc/${path}`,
        headers: { cookie, 'content-type': 'application/json', origin: 'http://localhost:3000' },
        payload: given,
      });
}

function isOfOrganization(path: string): boolean {
  return /^(organizations\.|projects\.(list|create)$|apiKeys\.organization\.|auditLog\.(list|export|verify)$)/.test(
    path,
  );
}

async function sendNeighbour() {
  const made = await ask('apiKeys.create', {});
  const { publicKey, secretKey } = (made.json() as { result: { data: { publicKey: string; secretKey: string } } })
    .result.data;
  const authorization = `Basic ${Buffer.from(`${publicKey}:${secretKey}`).toString('base64')}`;
  const event = (type: string, body: object) => ({ id: `${type}-${NEIGHBOUR}`, type, timestamp: AT, body });
  const batch = [
    event('trace-create', {
      id: NEIGHBOUR,
      timestamp: AT,
      name: 'x',
      sessionId: NEIGHBOUR,
      tags: ['a'],
      metadata: { a: { b: 1 } },
    }),
    event('span-create', {
      id: NEIGHBOUR,
      traceId: NEIGHBOUR,
      name: 'x',
      startTime: AT,
      input: { x: 'x' },
      metadata: { a: 1 },
    }),
    event('score-create', { id: NEIGHBOUR, traceId: NEIGHBOUR, name: 'x', value: 1 }),
  ];
  await server.inject({ method: 'POST', url: '/api/public/ingestion', headers: { authorization }, payload: { batch } });
  const isThere = async () => {
    const answer = await server.inject({ url: `/api/public/traces/${NEIGHBOUR}`, headers: { authorization } });
    expect(answer.json()).toMatchObject({ observations: [{}], scores: [{}] });
  };
  await vi.waitFor(isThere, { timeout: 20_000, interval: 100 });
}
