import { describe, expect, test } from 'vitest';
import { decodeTraces } from './decode-traces.ts';
import { readSpans } from './read-spans.ts';
import { rowVersionOf } from './row-version.ts';
import { exportOf, mapExport, observationOf } from './test-spans.ts';

describe('the kind', () => {
  test.each([
    [{}, 'SPAN'],
    [{ 'langfuse.observation.type': 'retriever', 'openinference.span.kind': 'LLM' }, 'RETRIEVER'],
    [{ 'langfuse.observation.type': 'noise' }, 'SPAN'],
    [{ 'openinference.span.kind': 'LLM' }, 'GENERATION'],
    [{ 'openinference.span.kind': 'GUARDRAIL', 'gen_ai.operation.name': 'chat' }, 'GUARDRAIL'],
    [{ 'gen_ai.operation.name': 'text_completion' }, 'GENERATION'],
    [{ 'gen_ai.operation.name': 'embeddings' }, 'EMBEDDING'],
    [{ 'gen_ai.operation.name': 'create_agent' }, 'AGENT'],
    [{ 'gen_ai.operation.name': 'execute_tool' }, 'TOOL'],
    [{ 'gen_ai.tool.name': 'search' }, 'TOOL'],
    [{ 'ai.operationId': 'ai.toolCall' }, 'TOOL'],
    [{ 'ai.operationId': 'ai.streamObject.doStream', 'ai.model.id': 'm' }, 'GENERATION'],
    [{ 'ai.operationId': 'ai.streamObject', 'ai.model.id': 'm' }, 'SPAN'],
    [{ 'traceloop.span.kind': 'workflow' }, 'CHAIN'],
    [{ 'traceloop.span.kind': 'tool' }, 'TOOL'],
    [{ 'llm.model_name': 'm' }, 'GENERATION'],
    [{ model: 'm' }, 'GENERATION'],
  ])('of %j is %s', (attributes, type) => {
    expect(observationOf(attributes).type).toBe(type);
  });

  test('of a generation that Python 3.3 called a span is GENERATION, later versions mean what they say', () => {
    const attributes = { 'langfuse.observation.type': 'span', 'langfuse.observation.model.name': 'm' };
    const by = (version: string) =>
      observationOf(attributes, {
        scope: { name: 'langfuse-sdk', version },
        resource: { 'telemetry.sdk.language': 'python' },
      }).type;
    expect([by('3.3.5'), by('3.4.0'), by('4.1.0')]).toEqual(['GENERATION', 'SPAN', 'SPAN']);
  });
});

describe('input and output', () => {
  test.each([
    [{ 'langfuse.observation.input': 'a', 'input.value': 'b' }, 'a', 'langfuse.observation.input'],
    [{ 'traceloop.entity.input': 'a', 'input.value': 'b' }, 'a', 'traceloop.entity.input'],
    [{ 'input.value': 'a', input: 'b' }, 'a', 'input.value'],
    [{ input: '{"a": 1}' }, '{"a": 1}', 'input'],
    [{ 'gen_ai.input.messages': '[]' }, '[]', 'gen_ai.input.messages'],
    [
      { 'gen_ai.prompt.0.role': 'user', 'gen_ai.prompt.0.content': 'hi' },
      '[{"role":"user","content":"hi"}]',
      'gen_ai.prompt.*',
    ],
    [
      { 'llm.input_messages.0.message.role': 'user', 'llm.input_messages.0.message.content': 'hi' },
      '[{"role":"user","content":"hi"}]',
      'llm.input_messages.*',
    ],
    [{ 'gen_ai.tool.call.arguments': '{"q":1}' }, '{"q":1}', 'gen_ai.tool.call.arguments'],
  ])('of %j', (attributes, input, from) => {
    expect(observationOf(attributes)).toMatchObject({ input, mappedFrom: { input: from } });
  });

  test('in events, one per message', () => {
    const events = [
      { name: 'gen_ai.user.message', attributes: { 'gen_ai.system': 'openai', content: 'hi' } },
      { name: 'gen_ai.choice', attributes: { index: 0, message: '{"role":"assistant","content":"hello"}' } },
    ];
    expect(observationOf({}, { events })).toMatchObject({
      input: '[{"role":"user","content":"hi"}]',
      output: '[{"role":"assistant","index":0,"message":{"role":"assistant","content":"hello"}}]',
    });
  });

  test('in one event with all of it', () => {
    const events = [{ name: 'gen_ai.content.prompt', attributes: { 'gen_ai.prompt': '[1]' } }];
    expect(observationOf({}, { events })).toMatchObject({
      input: '[1]',
      mappedFrom: { input: 'event:gen_ai.content.prompt' },
    });
  });

  test('instructions stand before the messages, whose text stays as it is', () => {
    const attributes = {
      'gen_ai.system_instructions': '[{"type":"text","content":"s"}]',
      'gen_ai.input.messages': '[ {"role" : "user"} ]',
    };
    expect(observationOf(attributes).input).toBe(
      '[{"role":"system","parts":[{"type":"text","content":"s"}]},{"role" : "user"} ]',
    );
    expect(observationOf({ ...attributes, 'gen_ai.input.messages': '[]' }).input).toBe(
      '[{"role":"system","parts":[{"type":"text","content":"s"}]}]',
    );
    expect(observationOf({ ...attributes, 'gen_ai.input.messages': 'text' }).input).toBe('text');
  });
});

describe('lists spelled out in names', () => {
  test('are bounded: a far position is a name, not a list of that length', () => {
    const input = observationOf({ 'gen_ai.prompt.4294967295.role': 'user', 'gen_ai.prompt.10000.role': 'b' }).input;
    expect(input).toBe('{"10000":{"role":"b"},"4294967295":{"role":"user"}}');
  });

  test('C10: reach no prototype', () => {
    const { input } = observationOf({
      'gen_ai.prompt.__proto__.role': 'x',
      'gen_ai.prompt.constructor.prototype.role': 'y',
    });
    expect(input).toBe('{"__proto__":{"role":"x"},"constructor":{"prototype":{"role":"y"}}}');
    expect(({} as { role?: string }).role).toBeUndefined();
  });
});

describe('usage', () => {
  const chat = { 'gen_ai.operation.name': 'chat' };

  test('of GenAI: the cache is contained in the input', () => {
    const usage = observationOf({
      ...chat,
      'gen_ai.usage.input_tokens': 100,
      'gen_ai.usage.output_tokens': 10,
      'gen_ai.usage.cache_read.input_tokens': 60,
      'gen_ai.usage.cache_creation.input_tokens': 30,
    }).providedUsage;
    expect(usage).toEqual({ input: 10, input_cached_tokens: 60, input_cache_creation: 30, output: 10, total: 110 });
  });

  test('of GenAI: more cache than input stands beside it', () => {
    const usage = observationOf({
      ...chat,
      'gen_ai.usage.input_tokens': 4,
      'gen_ai.usage.cache_read_input_tokens': 900,
    }).providedUsage;
    expect(usage).toEqual({ input: 4, input_cached_tokens: 900, total: 904 });
  });

  test('of older GenAI names', () => {
    const usage = observationOf({
      ...chat,
      'gen_ai.usage.prompt_tokens': 3,
      'gen_ai.usage.completion_tokens': 4,
      'llm.usage.total_tokens': 7,
    }).providedUsage;
    expect(usage).toEqual({ input: 3, output: 4, total: 7 });
  });

  test('of Anthropic through an older AI SDK: the cache stands beside the input', () => {
    const usage = observationOf({
      'ai.operationId': 'ai.generateText.doGenerate',
      'ai.model.id': 'claude',
      'ai.usage.promptTokens': 5,
      'ai.usage.completionTokens': 2,
      'ai.response.providerMetadata': '{"anthropic":{"cacheReadInputTokens":3,"cacheCreationInputTokens":0}}',
    }).providedUsage;
    expect(usage).toEqual({ input: 5, input_cached_tokens: 3, input_cache_creation: 0, output: 2, total: 10 });
  });

  test('of an agent is left to its model calls, unless it was stated outright', () => {
    const agent = {
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.usage.input_tokens': 5,
      'gen_ai.request.model': 'm',
    };
    expect(observationOf(agent)).toMatchObject({ type: 'AGENT', model: '', providedUsage: {} });
    const stated = { 'langfuse.observation.type': 'agent', 'langfuse.observation.usage_details': '{"input":5}' };
    expect(observationOf(stated).providedUsage).toEqual({ input: 5, total: 5 });
  });

  test('and cost as reported', () => {
    expect(observationOf({ ...chat, 'gen_ai.usage.cost': 0.000_25 }).providedCost).toEqual({ total: '0.00025' });
    const llm = {
      'openinference.span.kind': 'LLM',
      'llm.cost.prompt': 0.1,
      'llm.cost.completion': 0.2,
      'llm.cost.total': 0.3,
    };
    expect(observationOf(llm).providedCost).toEqual({ input: '0.1', output: '0.2', total: '0.3' });
  });
});

describe('level and status', () => {
  test.each([
    [{ 'langfuse.observation.level': 'WARN' }, {}, 'WARNING', ''],
    [{ 'langfuse.observation.level': 'info' }, { status: { code: 2, message: 'm' } }, 'DEFAULT', 'm'],
    [{ 'langfuse.observation.level': 'fatal', 'langfuse.observation.status_message': 's' }, {}, 'ERROR', 's'],
    [{}, { status: { code: 2 } }, 'ERROR', ''],
    [{}, { status: { code: 1 } }, 'DEFAULT', ''],
    [
      {},
      { status: { code: 2 }, events: [{ name: 'exception', attributes: { 'exception.message': 'kaputt' } }] },
      'ERROR',
      'kaputt',
    ],
  ])('%j %j', (attributes, rest, level, statusMessage) => {
    expect(observationOf(attributes, rest)).toMatchObject({ level, statusMessage });
  });
});

describe('what surrounds a span', () => {
  test('environment: the span before its resource, the own name before the general ones', () => {
    const general = { 'deployment.environment': 'a', 'deployment.environment.name': 'b' };
    expect(observationOf({}, { resource: general }).environment).toBe('b');
    expect(
      observationOf({ 'deployment.environment': 'c' }, { resource: { 'langfuse.environment': 'Prod' } }).environment,
    ).toBe('prod');
    expect(observationOf({}).environment).toBe('default');
  });

  test('release and version', () => {
    const resource = { 'langfuse.release': 'r', 'service.version': '1.0' };
    expect(observationOf({}, { resource })).toMatchObject({ release: 'r', version: '1.0' });
    expect(observationOf({ 'langfuse.version': '2', 'langfuse.release': 's' }, { resource })).toMatchObject({
      release: 's',
      version: '2',
    });
  });

  test('user and session, also where only metadata can be passed', () => {
    expect(
      observationOf({ 'langfuse.trace.metadata': '{"langfuse_user_id":"u","langfuse_session_id":"s"}' }),
    ).toMatchObject({ userId: 'u', sessionId: 's' });
    expect(observationOf({ 'gen_ai.conversation.id': 'c' }).sessionId).toBe('c');
    expect(observationOf({ 'traceloop.association.properties.user_id': 'u' }).userId).toBe('u');
  });

  test.each([[['b', 'a', 'b']], ['["a","b"]'], ['a, b']])('tags from %j', (tags) => {
    expect(observationOf({ 'langfuse.trace.tags': tags }).tags).toEqual(['a', 'b']);
  });

  test('the SDK is the scope, when no header named one', () => {
    expect(observationOf({}, { scope: { name: 'ai', version: '7' } })).toMatchObject({
      source: 'otel',
      scopeName: 'ai',
      sdkName: 'ai',
      sdkVersion: '7',
    });
  });
});

describe('a prompt link', () => {
  const prompt = { 'langfuse.observation.prompt.name': 'greet', 'langfuse.observation.prompt.version': 3 };

  test('is taken on a generation', () => {
    const generation = { ...prompt, 'langfuse.observation.type': 'generation' };
    expect(observationOf(generation)).toMatchObject({ promptName: 'greet', promptVersion: 3 });
  });

  test('and nowhere else', () => {
    expect(observationOf(prompt)).toMatchObject({ promptName: '', promptVersion: null });
  });
});

describe('metadata', () => {
  test('keeps what no field took, and nothing twice', () => {
    const { metadata } = observationOf(
      { 'input.value': 'x', 'http.method': 'POST', 'langfuse.unknown': 1, 'langfuse.trace.name': 't', 'user.id': 'u' },
      { resource: { 'service.name': 's' }, scope: { name: 'mine', version: '1' } },
    );
    expect({ ...metadata }).toEqual({
      attributes: '{"http.method":"POST","langfuse.unknown":1}',
      resourceAttributes: '{"service.name":"s"}',
      scope: '{"name":"mine","version":"1","attributes":{}}',
    });
  });

  test('of the client stands at the top, whole, by keys or both', () => {
    const attributes = {
      'langfuse.observation.metadata': '{"a":{"b":1},"c":"x"}',
      'langfuse.observation.metadata.d': 'y',
    };
    expect(observationOf(attributes).metadata).toMatchObject({ a: '{"b":1}', c: 'x', d: 'y' });
    expect(observationOf({ 'langfuse.observation.metadata': 'text' }).metadata).toMatchObject({ metadata: 'text' });
  });

  test('takes hostile names as names', () => {
    const { metadata } = observationOf({ 'langfuse.observation.metadata.__proto__': 'x', __proto__x: 1 });
    expect(Object.entries(metadata)).toContainEqual(['__proto__', 'x']);
    expect(({} as { x?: string }).x).toBeUndefined();
  });
});

test('broken text is repaired wherever it stands, and the span says so', () => {
  const observation = observationOf({ 'input.value': 'a\0b', 'k\ud800': 'c\udfff' }, { name: 'n\0' });
  expect(observation).toMatchObject({ name: 'n\uFFFD', input: 'a\uFFFDb', flags: ['text_repaired'] });
  expect(observation.metadata['attributes']).toBe('{"k\uFFFD":"c\uFFFD"}');
});

describe('a span exported again', () => {
  const versionOf = (...span: Parameters<typeof observationOf>) => BigInt(observationOf(...span).rowVersion);

  test('at its end wins over its beginning, by a microsecond already and whatever it holds', () => {
    expect(versionOf({})).toBeGreaterThan(versionOf({}, { endTimeUnixNano: 0 }));
    for (let value = 0; value < 50; value++)
      expect(versionOf({ value }, { endTimeUnixNano: '1795168801000001000' })).toBeGreaterThan(
        versionOf({ value: -1 }),
      );
  });

  test('with the same end has one winner, and as it was is the same', () => {
    const resource = { 'service.name': 'a' };
    const versions = [versionOf({ a: 1 }), versionOf({ a: 2 }), versionOf({ a: 1 }, { resource })];
    expect(new Set(versions).size).toBe(3);
    expect(versionOf({ a: 1 })).toBe(versions[0]);
  });

  test('in the same body has one winner, too', () => {
    const [first, second] = mapExport(exportOf([{ attributes: { a: 1 } }, { attributes: { a: 2 } }])).observations;
    expect(first?.id).toBe(second?.id);
    expect(first?.rowVersion).not.toBe(second?.rowVersion);
  });

  test('fits a UInt64 for a hundred years', () => {
    const receivedUs = Date.UTC(2126, 0, 1) * 1000;
    const request = exportOf([{ endTimeUnixNano: String(BigInt(receivedUs) * 1000n) }]);
    const [span] = readSpans(decodeTraces(Buffer.from(JSON.stringify(request)), 'json'), receivedUs).spans;
    expect(span?.endUs).toBe(receivedUs);
    expect(BigInt(rowVersionOf(span!, { bodyDigest: 0xfff, reading: 0 }, 0))).toBeLessThan(2n ** 64n);
  });
});
