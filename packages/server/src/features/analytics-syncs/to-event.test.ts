import { expect, test } from 'vitest';
import { toEvent } from './to-event.ts';

const of = { projectId: 'p1', publicUrl: 'https://t.example', prefix: 'tidemark', table: 'observations' } as const;
const STEP = { id: 's1', trace_id: 't/1', type: 'GENERATION', start_time: '2026-11-20 10:00:00.123456', user_id: 'u1' };

test('a generation says who, when, what it cost and where it can be opened', () => {
  const event = toEvent(of, { ...STEP, total_cost: '0.000123000000', model: 'gpt', level: '', release: null });
  expect(event).toMatchObject({
    name: 'tidemark generation',
    userId: 'u1',
    timeMs: Date.UTC(2026, 10, 20, 10, 0, 0, 123),
  });
  expect(event.properties).toEqual({
    id: 's1',
    trace_id: 't/1',
    type: 'GENERATION',
    total_cost: '0.000123000000',
    model: 'gpt',
    generation: true,
    trace_url: 'https://t.example/project/p1/traces/t%2F1',
    project_id: 'p1',
  });
});

test('the same thing has the same id however often and in whatever version it is sent, and no other thing has it', () => {
  const id = (row: object, own: object = {}) => toEvent({ ...of, ...own }, { ...STEP, ...row }).id;
  expect(id({ total_cost: '9' })).toBe(id({}));
  expect(id({})).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const ids = [
    id({}),
    id({ id: 's2' }),
    id({ trace_id: 't2' }),
    id({}, { projectId: 'p2' }),
    id({}, { table: 'scores' }),
  ];
  expect(new Set(ids).size).toBe(5);
});

test('of metadata only the names of sessions elsewhere go out', () => {
  const metadata = { posthog_session_id: 'ph1', secret: 'x' };
  const row = { id: 't1', timestamp: '2026-11-20T10:00:00Z', user_id: '', metadata };
  const event = toEvent({ ...of, table: 'traces' }, row);
  expect(event).toMatchObject({ name: 'tidemark trace', userId: null, timeMs: Date.UTC(2026, 10, 20, 10) });
  expect(event.properties).toMatchObject({ posthog_session_id: 'ph1', trace_id: 't1' });
  expect(JSON.stringify(event.properties)).not.toContain('secret');
});
