import { adminRoutes } from '@tidemark/contract/rest/admin';
import { ingestionRoutes } from '@tidemark/contract/rest/ingestion';
import { operationsRoutes } from '@tidemark/contract/rest/operations';
import type { Route } from '@tidemark/contract/rest/route';
import { testClock, testEngines } from '@tidemark/server/testing';
import type { TestEngines } from '@tidemark/server/testing';
import { testPeople } from '@tidemark/server/testing-people';
import type { TestPeople } from '@tidemark/server/testing-people';
import { testServer } from '@tidemark/server/testing-server';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { FEATURES } from './features.ts';
import { appRouter } from './router.ts';

/** Every public route as it is declared, whoever answers it. */
const ROUTES: readonly Route[] = [
  ...Object.values(operationsRoutes),
  ...FEATURES.flatMap(({ rest = [] }) => rest.map(({ route }) => route)),
  ...Object.values(ingestionRoutes),
];

const CALLERS = [
  'no key',
  'an unknown key',
  'a wrong secret',
  'a malformed header',
  'another scheme',
  'the public key of one project with the secret of another',
  'the public key alone',
  'an unknown public key alone',
  'the key of the project',
  'the key of another project',
  'the key of the organization',
  'the public key of the organization alone',
  'a revoked key',
  'an expired key',
  'the key of a disabled project',
  'the key of a project in deletion',
  'the key of a deleted project',
] as const;
type Caller = (typeof CALLERS)[number];

/** What a request by this caller is let do: an error, or the route's work. */
const RIGHTS: Record<Caller, (route: Route) => 'allowed' | 401 | 403> = {
  'no key': () => 401,
  'an unknown key': () => 401,
  'a wrong secret': () => 401,
  'a malformed header': () => 401,
  'another scheme': () => 401,
  'the public key of one project with the secret of another': () => 401,
  'the public key alone': ({ auth }) => (auth === 'scores' ? 'allowed' : 403),
  'an unknown public key alone': () => 401,
  'the key of the project': ({ auth }) => (auth === 'organization' ? 403 : 'allowed'),
  'the key of another project': ({ auth }) => (auth === 'organization' ? 403 : 'allowed'),
  'the key of the organization': ({ auth }) => (auth === 'organization' ? 'allowed' : 403),
  'the public key of the organization alone': () => 401,
  'a revoked key': () => 401,
  'an expired key': () => 401,
  'the key of a disabled project': ({ auth, method }) =>
    auth !== 'organization' && method === 'GET' ? 'allowed' : 403,
  'the key of a project in deletion': () => 403,
  'the key of a deleted project': () => 401,
};

const MARK = 'seen-only-by-its-own-project';
const IDS = {
  traceId: `${MARK}-trace`,
  observationId: `${MARK}-step`,
  scoreId: `${MARK}-score`,
  sessionId: `${MARK}-session`,
  replayId: `${MARK}-replay`,
  deletionId: `${MARK}-deletion`,
  archiveId: `${MARK}-archive`,
  importId: `${MARK}-import`,
  exportId: `${MARK}-export`,
};
const PROMPT = `${MARK}/prompt`;
/** Of their own, since a right request deletes them. */
const TO_DELETE = {
  traceIds: ['a', 'b'].map((n) => `${MARK}-gone-${n}`),
  scoreId: `${MARK}-gone-score`,
  prompt: `${MARK}-gone-prompt`,
};
const AT = '2026-11-18T10:00:00.000Z';

/** A right request for every route; a route that is not here fails the test below. */
interface RightRequest {
  params?: Record<string, string>;
  body?: object;
  query?: string;
  namesOwn?: true;
  /** Its parameters say what of any project is wanted. */
  namesNoId?: true;
}
const REQUESTS: Record<string, RightRequest> = {
  health_health: {},
  health_ready: {},
  projects_get: {},
  trace_list: {},
  trace_get: { params: { traceId: IDS.traceId } },
  trace_deleteMultiple: { body: { traceIds: TO_DELETE.traceIds.slice(1) }, namesOwn: true },
  trace_delete: { params: { traceId: TO_DELETE.traceIds[0] ?? '' } },
  score_delete: { params: { scoreId: TO_DELETE.scoreId } },
  exports_create: { body: { table: 'traces' } },
  exports_list: {},
  exports_get: { params: { exportId: IDS.exportId } },
  exports_cancel: { params: { exportId: IDS.exportId } },
  exports_files: { params: { exportId: IDS.exportId } },
  exports_file: { params: { exportId: IDS.exportId, number: '1' } },
  exports_manifest: { params: { exportId: IDS.exportId } },
  exports_download: { params: { exportId: IDS.exportId } },
  export_stream: { params: { table: 'traces' }, query: '?format=jsonl', namesNoId: true },
  blobStorageIntegrations_getBlobStorageIntegrations: {},
  blobStorageIntegrations_upsertBlobStorageIntegration: {
    body: {
      ...{ projectId: 'set below', type: 'S3', bucketName: 'b', region: 'eu-west-1', exportFrequency: 'daily' },
      ...{ enabled: false, forcePathStyle: false, fileType: 'PARQUET', exportMode: 'FULL_HISTORY' },
    },
  },
  blobStorageIntegrations_getBlobStorageIntegrationStatus: { params: { id: 'set below' } },
  blobStorageIntegrations_deleteBlobStorageIntegration: { params: { id: 'set below' } },
  deletion_get: { params: { deletionId: IDS.deletionId } },
  deletionCertificate_get: { params: { certificateId: 'a-certificate' } },
  // What admins of the instance get is in admin.engine.test.ts; here nobody is one.
  ...Object.fromEntries(Object.values(adminRoutes).map(({ id }) => [id, {}])),
  prompts_create: { body: { name: 'by the matrix', prompt: 'x' } },
  prompts_list: {},
  prompts_get: { params: { promptName: PROMPT } },
  prompts_delete: { params: { promptName: TO_DELETE.prompt } },
  promptVersion_update: { params: { name: PROMPT, version: '1' }, body: { newLabels: ['production'] } },
  legacy_createPrompt: { body: { name: 'by the matrix', prompt: 'x', isActive: true } },
  legacy_getPrompt: { query: `?name=${encodeURIComponent(PROMPT)}`, namesOwn: true },
  archives_create: {},
  archives_list: {},
  archives_get: { params: { archiveId: IDS.archiveId } },
  archives_cancel: { params: { archiveId: IDS.archiveId } },
  archives_download: { params: { archiveId: IDS.archiveId } },
  archives_import: { body: emptyArchive() },
  archives_listImports: {},
  archives_getImport: { params: { importId: IDS.importId } },
  archives_startImport: { params: { importId: IDS.importId } },
  archives_cancelImport: { params: { importId: IDS.importId } },
  observations_getMany: {},
  observations_getManyV2: {},
  observations_get: { params: { observationId: IDS.observationId } },
  sessions_list: {},
  sessions_get: { params: { sessionId: IDS.sessionId } },
  score_list: {},
  score_getById: { params: { scoreId: IDS.scoreId } },
  'scores_get-many': {},
  'scores_get-by-id': { params: { scoreId: IDS.scoreId } },
  scoresV3_getManyV3: {},
  ingestion_status: {},
  ingestion_replay: { body: { all: true, dryRun: true } },
  ingestion_getReplay: { params: { replayId: IDS.replayId } },
  otel_exportTraces: { body: { resourceSpans: [] } },
  otel_exportMetrics: { body: {} },
  ingestion_batch: { body: { batch: [] } },
  trace_create: { body: { name: 'by the matrix' } },
  legacy_createSpan: { body: { name: 'by the matrix' } },
  legacy_updateSpan: { body: { spanId: 'by-the-matrix' } },
  legacy_createGeneration: { body: { name: 'by the matrix' } },
  legacy_updateGeneration: { body: { generationId: 'by-the-matrix' } },
  legacy_createEvent: { body: { name: 'by the matrix' } },
  score_create: { body: { traceId: 'by-the-matrix', name: 'by the matrix', value: 1 } },
};

const clock = testClock();
let stores: TestEngines;
let people: TestPeople;
let server: FastifyInstance & AsyncDisposable;
let headers: Record<Caller, string | undefined>;

beforeAll(async () => {
  stores = await testEngines(clock);
  people = testPeople(stores.engines);
  server = await testServer(stores);
  headers = await makeCallers();
  await sendTelemetry();
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await stores?.[Symbol.asyncDispose]();
});

test('there is a request for every route, and none for a route that is gone', () => {
  expect(Object.keys(REQUESTS).toSorted()).toEqual(ROUTES.map(({ id }) => id).toSorted());
});

test.each(ROUTES)('$method $path opens to the keys that it declares, and to no other', async (route) => {
  const answers = await Promise.all(
    CALLERS.map(async (caller) => ({
      caller,
      answer: await call(route, headers[caller]),
      right: rightOf(caller, route),
    })),
  );
  for (const { caller, answer, right } of answers) {
    const about = `${caller}: ${answer.body}`;
    if (right !== 'allowed') {
      expect(answer.statusCode, about).toBe(right);
      expect(answer.json(), about).toHaveProperty('message');
      continue;
    }
    const request = REQUESTS[route.id];
    const namesIds = (request?.params !== undefined && !request.namesNoId) || request?.namesOwn === true;
    const hidden = route.auth !== 'none' && isOfAnother(caller) && namesIds;
    expect(answer.statusCode, about).toBe(hidden ? 404 : (route.status ?? 200));
    const shown = answer.body.includes(MARK) && route.method === 'GET';
    const isOwner = caller === 'the key of the project';
    if (!isOwner && !hidden) expect(shown, about).toBe(false);
    if (isOwner && listsTelemetry(route)) expect(shown, about).toBe(true);
  }
});

test('an id that another project has says the same as one that nobody has', async () => {
  for (const route of ROUTES.filter(
    ({ id, auth }) => REQUESTS[id]?.params && !REQUESTS[id].namesNoId && auth !== 'none' && auth !== 'organization',
  )) {
    const [name, id] = Object.entries(REQUESTS[route.id]?.params ?? {})[0] ?? ['', ''];
    const theirs = await call(route, headers['the key of another project']);
    const nobodys = await call(route, headers['the key of another project'], { [name]: 'nobody-has-this' });
    expect([theirs.statusCode, theirs.body.replaceAll(id, 'ID')]).toEqual([
      404,
      nobodys.body.replaceAll('nobody-has-this', 'ID'),
    ]);
  }
});

test('ids of another project in queries and filters find nothing', async () => {
  const { traceId, sessionId, observationId, scoreId } = IDS;
  const filter = (column: string, value: string) => JSON.stringify([{ type: 'string', column, operator: '=', value }]);
  const queries = [
    ['traces', { filter: filter('id', traceId) }],
    ['traces', { sessionId }],
    ['observations', { traceId }],
    ['observations', { parentObservationId: observationId }],
    ['v2/observations', { traceId, fields: 'core,io' }],
    ['v2/observations', { filter: filter('id', observationId) }],
    ['scores', { scoreIds: scoreId }],
    ['v2/scores', { traceId }],
    ['v3/scores', { id: scoreId }],
    ['v3/scores', { sessionId }],
  ] as const;
  for (const [path, query] of queries) {
    const ask = async (caller: Caller) => {
      const url = `/api/public/${path}?${new URLSearchParams(query).toString()}`;
      const answer = await server.inject({ url, headers: { authorization: headers[caller] ?? '' } });
      expect(answer.statusCode, `${url} ${answer.body}`).toBe(200);
      return (answer.json() as { data: unknown[] }).data.length;
    };
    expect(await ask('the key of another project'), `${path} ${JSON.stringify(query)}`).toBe(0);
  }
});

test('a score by the public key alone about a trace of another project stays in its own project', async () => {
  const sent = await server.inject({
    method: 'POST',
    url: '/api/public/scores',
    headers: { authorization: headers['the key of another project'] },
    payload: { id: IDS.scoreId, traceId: IDS.traceId, name: 'planted', value: 0 },
  });
  expect(sent.statusCode).toBe(200);
  const read = async (caller: Caller) =>
    server.inject({ url: `/api/public/v2/scores/${IDS.scoreId}`, headers: { authorization: headers[caller] ?? '' } });
  await vi.waitFor(
    async () => expect((await read('the key of another project')).json()).toMatchObject({ name: 'planted' }),
    20_000,
  );
  expect((await read('the key of the project')).json()).toMatchObject({ name: MARK });
});

function rightOf(caller: Caller, route: Route) {
  if (route.auth === 'admin') return 401;
  return route.auth === 'none' ? 'allowed' : RIGHTS[caller](route);
}

function isOfAnother(caller: Caller): boolean {
  return caller === 'the key of another project' || caller === 'the key of a disabled project';
}

function listsTelemetry({ method, id }: Route): boolean {
  return (
    method === 'GET' &&
    !/^(health_|deletionCertificate_)/.test(id) &&
    id !== 'projects_get' &&
    id !== 'ingestion_status'
  );
}

function call(route: Route, authorization: string | undefined, params?: Record<string, string>) {
  const request = REQUESTS[route.id] ?? {};
  const all = { ...request.params, ...params };
  return server.inject({
    method: route.method,
    url:
      route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(all[name] ?? '')) +
      (request.query ?? ''),
    headers: { ...(authorization === undefined ? {} : { authorization }) },
    ...(request.body === undefined ? {} : { payload: request.body }),
  });
}

const basic = ({ publicKey, secretKey }: { publicKey: string; secretKey: string }) =>
  `Basic ${Buffer.from(`${publicKey}:${secretKey}`).toString('base64')}`;

async function makeCallers(): Promise<Record<Caller, string | undefined>> {
  const { organizationId, projectId, ...mine } = await newOwner();
  const theirs = await newOwner();
  const own = await mine.ask.apiKeys.create({ projectId });
  const stranger = await theirs.ask.apiKeys.create({ projectId: theirs.projectId });
  const revoked = await mine.ask.apiKeys.create({ projectId });
  await mine.ask.apiKeys.revoke({ projectId, apiKeyId: revoked.id });
  const soon = new Date(clock.nowMs() + 60_000).toISOString();
  const expired = await mine.ask.apiKeys.create({ projectId, expiresAt: soon });
  clock.advance(61_000);
  for (const name of [PROMPT, TO_DELETE.prompt])
    await mine.ask.prompts.create({ projectId, name, prompt: MARK, labels: ['production'] });
  await insertReplay(projectId);
  await insertArchive(projectId);
  await insertCertificate();
  await insertExport(projectId);
  await insertDeletion({ projectId, organizationId });
  nameProject(projectId);
  const organization = await mine.ask.apiKeys.organization.create({ organizationId });
  const inState = async (status: string) => {
    const { id } = await mine.ask.projects.create({ organizationId, name: `Is ${status}` });
    const key = await mine.ask.apiKeys.create({ projectId: id });
    await stores.engines.db.updateTable('projects').set({ status }).where('id', '=', id).execute();
    return basic(key);
  };
  return {
    'no key': undefined,
    'an unknown key': basic({ publicKey: 'pk-tm-nobody-has-it', secretKey: 'sk-tm-nobody-has-it' }),
    'a wrong secret': basic({ publicKey: own.publicKey, secretKey: `${own.secretKey}x` }),
    'a malformed header': `Basic ${Buffer.from('no colon at all').toString('base64')}`,
    'another scheme': `Digest ${own.publicKey}`,
    'the public key of one project with the secret of another': basic({ ...own, secretKey: stranger.secretKey }),
    'the public key alone': `Bearer ${own.publicKey}`,
    'an unknown public key alone': 'Bearer pk-tm-nobody-has-it',
    'the key of the project': basic(own),
    'the key of another project': basic(stranger),
    'the key of the organization': basic(organization),
    'the public key of the organization alone': `Bearer ${organization.publicKey}`,
    'a revoked key': basic(revoked),
    'an expired key': basic(expired),
    'the key of a disabled project': await inState('DISABLED'),
    'the key of a project in deletion': await inState('PENDING_DELETION'),
    'the key of a deleted project': await inState('PURGED'),
  };
}

/** What an organization's key asks names the project. */
function nameProject(projectId: string) {
  for (const [id, { body, params }] of Object.entries(REQUESTS)) {
    if (!id.startsWith('blobStorageIntegrations_')) continue;
    if (body) Object.assign(body, { projectId });
    if (params) Object.assign(params, { id: projectId });
  }
}

/** A new organization with a project, and what its owner may ask. */
async function newOwner() {
  const { owner, organizationId, projectId } = await people.newOrganization();
  const ask = appRouter.createCaller({
    open: async (_permission, input) => {
      const ids = input as { projectId?: string };
      const ctx = ids.projectId ? people.project(owner, ids.projectId) : people.organization(owner, organizationId);
      return (await ctx) as never;
    },
  });
  return { organizationId, projectId, ask };
}

async function insertCertificate() {
  const row = { id: 'a-certificate', project_id: 'p', organization_id: 'o', body: '{}', signature: 's' };
  await stores.engines.db.insertInto('deletion_certificates').values(row).execute();
}

/** One that a key of the project asked for, and whose file is still kept. */
async function insertExport(projectId: string) {
  const { db, blob } = stores.engines;
  const id = IDS.exportId;
  const by = { requested_by_kind: 'api-key', requested_by_id: MARK, requested_by_name: MARK };
  const request = JSON.stringify({ tables: [{ table: 'traces' }], format: 'csv' });
  const times = { finished_at: new Date(), expires_at: new Date(clock.nowMs() + 86_400_000) };
  await db
    .insertInto('export_runs')
    .values({ id, project_id: projectId, kind: 'batch', request, cut_us: 0, state: 'COMPLETED', ...by, ...times })
    .execute();
  const file = { table_name: 'traces', name: 'traces/1.csv', rows: 1, bytes: MARK.length, sha256: MARK };
  await db
    .insertInto('export_files')
    .values({ run_id: id, project_id: projectId, number: 1, ...file })
    .execute();
  const folder = `projects/${projectId}/exports/${id}`;
  await blob.put(`${folder}/${file.name}`, Buffer.from(MARK));
  await blob.put(`${folder}/manifest.json`, Buffer.from(JSON.stringify({ id: MARK })));
}

/** An archive that was made, and one that waits to be imported. */
async function insertArchive(projectId: string) {
  const { db, blob } = stores.engines;
  const by = { requested_by_kind: 'api-key', requested_by_id: MARK, requested_by_name: MARK };
  const run = { id: IDS.archiveId, project_id: projectId, kind: 'archive', cut_us: 0, state: 'COMPLETED', ...by };
  const request = JSON.stringify({ tables: [{ table: 'traces' }], format: 'parquet' });
  const times = { finished_at: new Date(), expires_at: new Date(clock.nowMs() + 86_400_000) };
  await db
    .insertInto('export_runs')
    .values({ ...run, request, ...times })
    .execute();
  await blob.put(`projects/${projectId}/exports/${IDS.archiveId}/manifest.json`, Buffer.from(`"${MARK}"`));
  const given = {
    id: IDS.importId,
    project_id: projectId,
    state: 'CHECKED',
    dry_run: true,
    with_settings: false,
    ...by,
  };
  await db.insertInto('archive_imports').values(given).execute();
}

/** Of no rows: a manifest alone, as a tar of one file. */
function emptyArchive(): Buffer {
  const manifest = JSON.stringify({
    ...{ schemaVersion: 1, kind: 'archive', format: 'parquet', truncated: false, projectId: 'p', requestedAt: AT },
    ...{ stored: { from: null, until: AT }, tables: [], files: [] },
  });
  const tar = Buffer.alloc(512 * 4);
  const head: [at: number, text: string][] = [
    ...([
      [0, 'manifest.json'],
      [100, '0000644'],
      [108, '0000000'],
      [116, '0000000'],
    ] as [number, string][]),
    ...([
      [124, manifest.length.toString(8).padStart(11, '0')],
      [136, '00000000000'],
    ] as [number, string][]),
    ...([
      [148, '        '],
      [156, '0'],
      [257, 'ustar'],
      [263, '00'],
    ] as [number, string][]),
  ];
  for (const [at, text] of head) tar.write(text, at);
  const sum = tar.subarray(0, 512).reduce((all, byte) => all + byte, 0);
  tar.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  tar.write(manifest, 512);
  return tar;
}

async function insertReplay(projectId: string) {
  const row = { id: IDS.replayId, project_id: projectId, segments: 1, events: 1, size_bytes: 1, requested_by: MARK };
  await stores.engines.db.insertInto('ingestion_replays').values(row).execute();
}

async function insertDeletion({ projectId, organizationId }: { projectId: string; organizationId: string }) {
  const by = { requested_by_kind: 'user', requested_by_id: MARK, requested_by_name: MARK };
  const row = { id: IDS.deletionId, project_id: projectId, organization_id: organizationId, ...by };
  await stores.engines.db
    .insertInto('deletions')
    .values({ ...row, entity_type: 'trace', entity_name: MARK })
    .execute();
}

/** A trace, a step, a session and scores of them, that every list of the project has to show. */
async function sendTelemetry() {
  const { traceId, observationId, scoreId, sessionId } = IDS;
  const event = (type: string, body: object) => ({ id: `${type}-${MARK}`, type, timestamp: AT, body });
  const batch = [
    event('trace-create', { id: traceId, timestamp: AT, name: MARK, sessionId, input: MARK }),
    event('span-create', { id: observationId, traceId, name: MARK, startTime: AT, input: MARK }),
    event('score-create', { id: scoreId, traceId, name: MARK, value: 1 }),
    ...TO_DELETE.traceIds.map((id) => ({ ...event('trace-create', { id, timestamp: AT }), id })),
    { ...event('score-create', { id: TO_DELETE.scoreId, traceId, name: MARK, value: 1 }), id: TO_DELETE.scoreId },
  ];
  const authorization = headers['the key of the project'] ?? '';
  const sent = await server.inject({
    method: 'POST',
    url: '/api/public/ingestion',
    headers: { authorization },
    payload: { batch },
  });
  expect(sent.json()).toMatchObject({ errors: [] });
  for (const path of [
    `traces/${traceId}`,
    `observations/${observationId}`,
    `scores/${scoreId}`,
    `sessions/${sessionId}`,
    ...TO_DELETE.traceIds.map((id) => `traces/${id}`),
    `scores/${TO_DELETE.scoreId}`,
  ])
    await vi.waitFor(
      async () =>
        expect((await server.inject({ url: `/api/public/${path}`, headers: { authorization } })).statusCode).toBe(200),
      { timeout: 20_000, interval: 100 },
    );
}
