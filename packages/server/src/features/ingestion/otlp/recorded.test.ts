import { describe, expect, test } from 'vitest';
import { mapFixture, type Mapped } from './test-spans.ts';

const named = ({ observations }: Mapped, name: string) => observations.filter((each) => each.name === name);
const sumOf = ({ observations }: Mapped, key: string) =>
  observations.reduce((sum, { providedUsage }) => sum + (providedUsage[key] ?? 0), 0);

describe.each([
  ['langfuse-python-3', { version: '1.2' }],
  ['langfuse-python-4', { version: '1.2', userId: 'u1', sessionId: 's1', tags: ['a', 'b'], traceName: 'my-trace' }],
  ['langfuse-js-5', { version: 'v9', userId: 'u1', sessionId: 's1', tags: ['a', 'b'], traceName: 'my-trace' }],
])('%s', (fixture, onSpan) => {
  const mapped = mapFixture(fixture);

  test('a generation has everything that was said of it', () => {
    const [llm] = named(mapped, 'llm');
    expect(llm).toMatchObject({
      type: 'GENERATION',
      level: 'WARNING',
      statusMessage: 'careful',
      model: 'gpt-4o',
      providedUsage: { input: 10, output: 5 },
      providedCost: { total: '0.002' },
      promptName: 'greet',
      promptVersion: 3,
      environment: 'staging',
      release: 'r1',
      ...onSpan,
    });
    expect(JSON.parse(llm?.modelParameters ?? '')).toEqual({ temperature: 0.2 });
    expect(JSON.parse(llm?.input ?? '')).toEqual([{ role: 'user', content: 'hi' }]);
    expect(JSON.parse(llm?.output ?? '')).toEqual({ role: 'assistant', content: 'hello' });
    expect(llm?.completionStartUs).toBeGreaterThan(0);
    expect(llm?.mappedFrom['usage']).toBe('langfuse.observation.usage_details');
  });

  test('kinds, nesting and plain text payloads are kept', () => {
    const [root] = named(mapped, 'request');
    const [tool] = named(mapped, 'search');
    expect(tool).toMatchObject({ type: 'TOOL', parentId: root?.id, isRoot: false });
    expect(named(mapped, 'evt')[0]).toMatchObject({ type: 'EVENT', input: 'e' });
    expect(root).toMatchObject({ type: 'SPAN', isRoot: true, output: 'done', metadata: { k: 'v' } });
    expect(JSON.parse(root?.metadata['n'] ?? '')).toEqual({ a: 1 });
    expect(root?.metadata['attributes']).toBeUndefined();
  });

  test('the trace is the one that was described', () => {
    const [root] = named(mapped, 'request');
    expect(mapped.traces).toHaveLength(1);
    expect(mapped.traces[0]).toMatchObject({
      id: root?.traceId,
      timestampUs: root?.startUs,
      traceName: 'my-trace',
      userId: 'u1',
      sessionId: 's1',
      tags: ['a', 'b'],
      release: 'r1',
      environment: 'staging',
      version: 'v9',
    });
    expect(mapped.traces[0]?.metadata['tm']).toMatch(/^[1x]$/);
  });
});

test('langfuse-python-3: times are exact to the microsecond, and an exception is kept', () => {
  const mapped = mapFixture('langfuse-python-3');
  expect(named(mapped, 'llm')[0]).toMatchObject({ startUs: 1795166754458731, endUs: 1795166754458942 });
  const [boom] = named(mapped, 'boom');
  expect(boom).toMatchObject({ type: 'AGENT', level: 'ERROR', statusMessage: 'ValueError: kaputt' });
  expect(JSON.parse(boom?.metadata['events'] ?? '')[0]).toMatchObject({
    name: 'exception',
    attributes: { 'exception.message': 'kaputt' },
  });
  expect(mapped.traces[0]).toMatchObject({ isPublic: true, input: '{"q": "hi"}', output: 'done' });
});

test('langfuse-js-5: payloads of the trace beat those of its root', () => {
  expect(mapFixture('langfuse-js-5').traces[0]).toMatchObject({ input: 'trace-in', output: 'trace-out' });
});

describe('vercel-ai-7', () => {
  const mapped = mapFixture('vercel-ai-7');

  test('model calls count their tokens once, the agent around them none', () => {
    const [call] = named(mapped, 'chat gpt-4o');
    expect(call).toMatchObject({
      type: 'GENERATION',
      model: 'gpt-4o-2024-08-06',
      providedUsage: { input: 12, input_cached_tokens: 8, output: 7, total: 27 },
      toolCallNames: ['lookup'],
    });
    expect(Object.keys(call?.toolDefinitions ?? {})).toEqual(['lookup']);
    const [agent] = named(mapped, 'invoke_agent gpt-4o');
    expect(agent).toMatchObject({ type: 'AGENT', model: '', providedUsage: {}, toolCalls: [] });
    expect(sumOf(mapped, 'total')).toBe(27 * 3 + 5);
  });

  test('instructions come first among the messages', () => {
    const [call] = named(mapped, 'chat gpt-4o');
    expect(JSON.parse(call?.input ?? '')).toEqual([
      { role: 'system', parts: [{ type: 'text', content: 'be brief' }] },
      { role: 'user', parts: [{ type: 'text', content: 'capital?' }] },
    ]);
  });

  test('a tool is named after itself, an embedding is one, a stream has its first chunk', () => {
    expect(named(mapped, 'lookup')[0]).toMatchObject({ type: 'TOOL', input: '{"q":"x"}', output: '{"found":"x"}' });
    expect(named(mapped, 'embeddings text-embedding-3-small')[0]?.type).toBe('EMBEDDING');
    const streamed = mapped.observations.filter(({ completionStartUs }) => completionStartUs !== null);
    expect(streamed.map(({ name, startUs, completionStartUs }) => [name, (completionStartUs ?? 0) - startUs])).toEqual([
      ['chat gpt-4o', 6959],
    ]);
  });
});

describe.each(['vercel-ai-7-legacy', 'vercel-ai-5'])('%s', (fixture) => {
  const mapped = mapFixture(fixture);

  test('model calls count their tokens once, the call around them none', () => {
    const [call] = named(mapped, 'my-fn:ai.generateText.doGenerate');
    expect(call).toMatchObject({ type: 'GENERATION', model: 'gpt-4o-2024-08-06', toolCallNames: ['lookup'] });
    expect(call?.modelParameters).toBe('{"temperature":0.3,"maxRetries":2}');
    expect(named(mapped, 'my-fn:ai.generateText')[0]).toMatchObject({ type: 'SPAN', model: '', providedUsage: {} });
    expect(sumOf(mapped, 'total')).toBe(27 * 3 + 5);
  });

  test('text stays text, tool calls make a message', () => {
    const [first, second] = named(mapped, 'my-fn:ai.generateText.doGenerate');
    expect(JSON.parse(first?.output ?? '')).toMatchObject({
      role: 'assistant',
      tool_calls: [{ id: 'c1', function: { name: 'lookup', arguments: '{"q":"x"}' } }],
    });
    expect(second?.output).toBe('Paris');
    expect(named(mapped, 'lookup')[0]).toMatchObject({ type: 'TOOL', input: '{"q":"x"}', output: '{"found":"x"}' });
    expect(named(mapped, 'ai.embed.doEmbed')[0]).toMatchObject({ type: 'EMBEDDING', model: 'text-embedding-3-small' });
  });
});

test('vercel-ai-7-legacy: cached and reasoning tokens leave the side that contains them', () => {
  const [call] = named(mapFixture('vercel-ai-7-legacy'), 'my-fn:ai.generateText.doGenerate');
  expect(call?.providedUsage).toEqual({
    input: 12,
    input_cached_tokens: 8,
    output: 4,
    output_reasoning_tokens: 3,
    total: 27,
  });
});

test('vercel-ai-5: telemetry metadata names user, session and tags, on the step and on its trace', () => {
  const mapped = mapFixture('vercel-ai-5');
  const [root] = named(mapped, 'my-fn:ai.generateText');
  expect(root).toMatchObject({
    userId: 'u1',
    sessionId: 's1',
    tags: ['a', 'b'],
    metadata: { other: '1', userId: 'u1' },
  });
  expect(mapped.traces.find(({ id }) => id === root?.traceId)).toMatchObject({
    traceName: 'my-fn:ai.generateText',
    userId: 'u1',
    sessionId: 's1',
    tags: ['a', 'b'],
  });
});

test('openinference-openai', () => {
  const [call] = mapFixture('openinference-openai').observations;
  expect(call).toMatchObject({
    type: 'GENERATION',
    model: 'gpt-4o-2024-08-06',
    providedUsage: { input: 12, input_cached_tokens: 8, output: 4, output_reasoning_tokens: 3, total: 27 },
    toolCallNames: ['lookup'],
    mappedFrom: { type: 'openinference.span.kind', input: 'input.value', output: 'output.value' },
  });
  expect(JSON.parse(call?.input ?? '').messages).toHaveLength(2);
  expect(Object.keys(call?.toolDefinitions ?? {})).toEqual(['lookup']);
  const kept = JSON.parse(call?.metadata['attributes'] ?? '') as Record<string, unknown>;
  expect(kept['input.value']).toBeUndefined();
  expect(kept['llm.system']).toBe('openai');
});

test('traceloop-openai', () => {
  const [call] = mapFixture('traceloop-openai').observations;
  expect(call).toMatchObject({
    type: 'GENERATION',
    model: 'gpt-4o-2024-08-06',
    modelParameters: '{"temperature":0.3}',
    providedUsage: { input: 20, output: 7, total: 27 },
    toolCallNames: ['lookup'],
  });
  expect(JSON.parse(call?.input ?? '')).toHaveLength(2);
});

describe('traceloop-python', () => {
  const mapped = mapFixture('traceloop-python');

  test('messages, tools and tokens that are spelled out in names', () => {
    const [call] = named(mapped, 'openai.chat');
    expect(call).toMatchObject({
      type: 'GENERATION',
      model: 'gpt-4o-2024-08-06',
      input: '[{"role":"system","content":"be brief"},{"role":"user","content":"capital?"}]',
      providedUsage: { input: 12, input_cached_tokens: 8, output: 7, total: 27 },
      toolCallNames: ['lookup'],
      userId: 'u1',
      sessionId: 's1',
    });
    expect(JSON.parse(call?.output ?? '')).toMatchObject([{ role: 'assistant', content: 'Paris' }]);
    expect(JSON.parse(call?.toolDefinitions['lookup'] ?? '')).toMatchObject({ parameters: { type: 'object' } });
  });

  test('workflow, task and tool', () => {
    expect(mapped.observations.map(({ name, type }) => [name, type])).toEqual([
      ['search.tool', 'TOOL'],
      ['openai.chat', 'GENERATION'],
      ['ask.task', 'SPAN'],
      ['flow.workflow', 'CHAIN'],
    ]);
    expect(named(mapped, 'ask.task')[0]).toMatchObject({ output: '"Paris"' });
    expect(mapped.traces).toMatchObject([{ traceName: 'flow.workflow', userId: 'u1', sessionId: 's1' }]);
  });
});
