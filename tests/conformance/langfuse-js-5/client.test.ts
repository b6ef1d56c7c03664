import { LangfuseClient } from '@langfuse/client';
import { LangfuseAPIError } from '@langfuse/core';
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { post, running } from '../../harness/public-api.ts';
import { waitUntil } from '../../harness/wait-until.ts';

describe('@langfuse/client 5', () => {
  const traceId = randomUUID().replaceAll('-', '');
  const sessionId = `session-${traceId}`;
  let client: LangfuseClient;

  beforeAll(async () => {
    client = clientWith(running());
    await sendTrace(traceId, sessionId);
    for (const score of SCORES) client.score.create({ ...score, traceId });
    client.score.create({ id: `${traceId}-session`, sessionId, name: 'resolved', value: 1, dataType: 'BOOLEAN' });
    client.score.create({ traceId, observationId: `${traceId}-step-1`, name: 'relevance', value: 0.125 });
    await client.flush();
    await waitUntil(async () => (await client.api.scores.getMany({ traceId })).data.length === SCORES.length + 1, {
      what: 'all scores',
    });
  });

  it('knows its project, as an auth check does', async () => {
    const { data } = await client.api.projects.get();
    expect(data).toMatchObject([{ id: running().projectId, name: running().projectName }]);
  });

  it('is told when its key is wrong', async () => {
    const stranger = clientWith({ ...running(), secretKey: 'sk-tm-not-the-secret' });
    const refusal = await stranger.api.projects.get().catch((error: unknown) => error);
    expect(refusal).toMatchObject({ statusCode: 401 });
    expect(refusal).toBeInstanceOf(LangfuseAPIError);
  });

  it('reads the health and the version', async () => {
    expect(await client.api.health.health()).toMatchObject({
      status: 'OK',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
  });

  it('reads scores of every type as sent (v2)', async () => {
    const { data } = await client.api.scores.getMany({ traceId });
    for (const sent of SCORES)
      expect(data).toContainEqual(expect.objectContaining({ ...sent, traceId, ...STORED[sent.name] }));
    expect(data).toContainEqual(
      expect.objectContaining({ name: 'relevance', value: 0.125, observationId: `${traceId}-step-1` }),
    );
  });

  it('reads scores of every type with typed values and subjects (v3)', async () => {
    const { data } = await client.api.scoresV3.getManyV3({ traceId, fields: 'details,subject' });
    const values = Object.fromEntries(data.map((score) => [score.name, score.value]));
    expect(values).toMatchObject({
      helpfulness: 0.875,
      tone: 'friendly',
      safe: true,
      review: SCORES[3]?.value,
      relevance: 0.125,
    });
    expect(data.find(({ name }) => name === 'relevance')).toMatchObject({
      subject: { kind: 'observation', id: `${traceId}-step-1`, traceId },
    });
  });

  it('reads the score of a session', async () => {
    const score = await client.api.scores.getById(`${traceId}-session`);
    expect(score).toMatchObject({ sessionId, name: 'resolved', value: 1, dataType: 'BOOLEAN', stringValue: 'True' });
  });

  it('reads the trace with its scores, and finds it in the list by name, user, session, tag and time', async () => {
    const trace = await client.api.trace.get(traceId);
    expect(trace).toMatchObject({ id: traceId, name: 'client-trace', sessionId, tags: ['client'], latency: 4.5 });
    expect(trace.scores).toHaveLength(SCORES.length + 1);
    const { data, meta } = await client.api.trace.list({
      name: 'client-trace',
      userId: `user-${traceId}`,
      sessionId,
      tags: 'client',
      fromTimestamp: '2026-11-18T00:00:00Z',
      toTimestamp: '2026-11-19T00:00:00Z',
      limit: 10,
    });
    expect(data).toMatchObject([{ id: traceId, observations: expect.objectContaining({ length: 5 }) }]);
    expect(meta).toMatchObject({ page: 1, limit: 10, totalItems: 1, totalPages: 1 });
  });

  it('reads observations by the second generation of the API, page by page, each once and newest first', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await client.api.observations.getMany({
        traceId,
        limit: 2,
        fields: 'core,basic,io',
        ...(cursor ? { cursor } : {}),
      });
      seen.push(...page.data.map(({ id }) => id));
      expect(page.data.length).toBeLessThanOrEqual(2);
      cursor = page.meta.cursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(['step-5', 'step-4', 'step-3', 'step-2', 'step-1'].map((step) => `${traceId}-${step}`));
  });

  it('filters observations by type, level, name and the filter language', async () => {
    const names = async (query: Parameters<typeof client.api.observations.getMany>[0]) =>
      (await client.api.observations.getMany({ traceId, ...query })).data.map(({ name }) => name);
    expect(await names({ type: 'TOOL' })).toEqual(['step-3']);
    expect(await names({ level: 'ERROR' })).toEqual(['step-4']);
    expect(await names({ name: 'step-2' })).toEqual(['step-2']);
    const filter = JSON.stringify([
      { type: 'stringOptions', column: 'name', operator: 'any of', value: ['step-1', 'step-5'] },
    ]);
    expect(await names({ filter })).toEqual(['step-5', 'step-1']);
  });

  it('reads the same of the first generation, by page', async () => {
    const { data, meta } = await client.api.legacy.observationsV1.getMany({ traceId, limit: 2, page: 3 });
    expect(data).toMatchObject([{ id: `${traceId}-step-1`, input: { step: 1 } }]);
    expect(meta).toMatchObject({ page: 3, limit: 2, totalItems: 5, totalPages: 3 });
  });

  it('reads the session with its traces', async () => {
    const session = await client.api.sessions.get(sessionId);
    expect(session).toMatchObject({ id: sessionId, projectId: running().projectId });
    expect(session.traces.map(({ id }) => id)).toEqual([traceId]);
  });

  it('links to a page of the trace', async () => {
    expect(await client.getTraceUrl(traceId)).toBe(`${running().url}/project/${running().projectId}/traces/${traceId}`);
  });
});

const SCORES = [
  {
    name: 'helpfulness',
    value: 0.875,
    dataType: 'NUMERIC' as const,
    comment: 'gut – 良い',
    metadata: { by: 'judge', n: 2 },
  },
  { name: 'tone', value: 'friendly', dataType: 'CATEGORICAL' as const },
  { name: 'safe', value: 1, dataType: 'BOOLEAN' as const },
  { name: 'review', value: 'Knapp, höflich & richtig.', dataType: 'TEXT' as const },
];
/** The compatible API gives texts as `stringValue`, and for a category without a configured number, 0. */
const STORED: Record<string, Record<string, unknown>> = {
  safe: { stringValue: 'True' },
  tone: { value: 0, stringValue: 'friendly' },
  review: { value: 0, stringValue: SCORES[3]?.value },
};

function clientWith({ url, publicKey, secretKey }: { url: string; publicKey: string; secretKey: string }) {
  return new LangfuseClient({ baseUrl: url, publicKey, secretKey });
}

async function sendTrace(traceId: string, sessionId: string) {
  const event = (type: string, body: Record<string, unknown>) => ({
    id: randomUUID(),
    timestamp: '2026-11-18T10:00:00.000Z',
    type,
    body,
  });
  const answer = await post('/api/public/ingestion', {
    batch: [
      event('trace-create', {
        id: traceId,
        timestamp: '2026-11-18T10:00:00.000Z',
        name: 'client-trace',
        userId: `user-${traceId}`,
        sessionId,
        tags: ['client'],
      }),
      ...[1, 2, 3, 4, 5].map((step) =>
        event(step === 3 ? 'tool-create' : 'span-create', {
          id: `${traceId}-step-${step}`,
          traceId,
          name: `step-${step}`,
          startTime: `2026-11-18T10:00:0${step - 1}.000Z`,
          endTime: `2026-11-18T10:00:0${step - 1}.500Z`,
          level: step === 4 ? 'ERROR' : 'DEFAULT',
          input: { step },
        }),
      ),
    ],
  });
  expect(answer.json['errors']).toEqual([]);
}
