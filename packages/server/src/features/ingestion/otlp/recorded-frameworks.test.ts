import { describe, expect, test } from 'vitest';
import { mapFixture, observationOf, type Mapped } from './test-spans.ts';

const named = ({ observations }: Mapped, name: string) => observations.filter((each) => each.name === name);
const kindsOf = ({ observations }: Mapped) => Object.fromEntries(observations.map(({ name, type }) => [name, type]));
const sumOf = ({ observations }: Mapped, key: string) =>
  observations.reduce((sum, { providedUsage }) => sum + (providedUsage[key] ?? 0), 0);

/** What the mock models report: of 20 tokens read 8 were cached, of 7 written 3 were thought. */
const OPENAI_USAGE = { input: 12, input_cached_tokens: 8, output: 4, output_reasoning_tokens: 3, total: 27 };
/** Gemini counts its thoughts beside the 7 tokens of the answer. */
const GEMINI_USAGE = { input: 12, input_cached_tokens: 8, output: 7, output_reasoning_tokens: 3, total: 30 };

describe.each([
  ['pydantic-ai-2', 'gen_ai.tool.call.arguments', 'gen_ai.input.messages + gen_ai.system_instructions'],
  ['pydantic-ai-2-format-2', 'tool_arguments', 'gen_ai.input.messages + gen_ai.system_instructions'],
  ['pydantic-ai-0', 'tool_arguments', 'events'],
])('%s', (fixture, argumentsFrom, messagesFrom) => {
  const mapped = mapFixture(fixture);

  test('model calls have messages, tools and tokens, each once', () => {
    const [call] = named(mapped, 'chat gpt-4o');
    expect(call).toMatchObject({
      type: 'GENERATION',
      model: 'gpt-4o-2024-08-06',
      providedUsage: OPENAI_USAGE,
      toolCallNames: ['lookup'],
      environment: 'dev',
      mappedFrom: { name: 'logfire.msg', input: messagesFrom },
    });
    expect(Object.keys(call?.toolDefinitions ?? {})).toEqual(['lookup']);
    expect(JSON.parse(call?.input ?? '')[0]).toMatchObject({ role: 'system' });
    expect(sumOf(mapped, 'total')).toBe(2 * 27);
  });

  test('the run is an agent with the conversation and its result, and no tokens of its own', () => {
    const [run] = named(mapped, 'weather run');
    expect(run).toMatchObject({ type: 'AGENT', model: '', providedUsage: {}, output: 'Sunny' });
    expect(JSON.parse(run?.input ?? '')[0]).toMatchObject({ role: 'system' });
    expect(run?.mappedFrom['output']).toBe('final_result');
  });

  test('a tool has its arguments and its result', () => {
    expect(named(mapped, 'lookup')[0]).toMatchObject({
      type: 'TOOL',
      input: '{"city":"Paris"}',
      output: 'sunny in Paris',
      mappedFrom: { input: argumentsFrom, name: 'gen_ai.tool.name' },
    });
    expect(mapped.traces[0]?.traceName).toBe('handle ann');
  });
});

test('pydantic-ai-2: a conversation is a session', () => {
  const mapped = mapFixture('pydantic-ai-2');
  const [run] = named(mapped, 'weather run');
  expect(run?.sessionId).toMatch(/^[0-9a-f-]{36}$/);
  expect(run?.mappedFrom['sessionId']).toBe('gen_ai.conversation.id');
  expect(mapped.traces[0]?.sessionId).toBe(run?.sessionId);
});

describe('logfire-openai', () => {
  const mapped = mapFixture('logfire-openai');

  test('the usage of the vendor knows the parts that the attributes leave out', () => {
    const [call] = named(mapped, "Chat Completion with 'gpt-4o'");
    expect(call).toMatchObject({
      type: 'GENERATION',
      model: 'gpt-4o-2024-08-06',
      modelParameters: '{"temperature":0.3}',
      providedUsage: OPENAI_USAGE,
      tags: ['LLM'],
      mappedFrom: { usage: 'gen_ai.usage.raw', tags: 'logfire.tags' },
    });
    expect(call?.providedCost).toEqual({});
  });

  test('messages name spans, levels and tags are taken', () => {
    expect(named(mapped, 'careful 1')[0]).toMatchObject({
      level: 'WARNING',
      mappedFrom: { level: 'logfire.level_num', name: 'logfire.msg' },
    });
    expect(named(mapped, 'boom')[0]).toMatchObject({ level: 'ERROR', statusMessage: 'ValueError: kaputt' });
    expect(mapped.traces.map(({ traceName, tags }) => [traceName, tags])).toContainEqual([
      'handle ann',
      ['LLM', 'a', 'b'],
    ]);
  });
});

describe('mlflow-3', () => {
  const mapped = mapFixture('mlflow-3');

  test('every kind of span', () => {
    expect(kindsOf(mapped)).toEqual({
      lookup: 'TOOL',
      docs: 'RETRIEVER',
      Completions: 'GENERATION',
      ask: 'AGENT',
      manual: 'GENERATION',
      boom: 'SPAN',
    });
  });

  test('a model call: names lose the quotes of their JSON', () => {
    const [call] = named(mapped, 'Completions');
    expect(call).toMatchObject({
      model: 'gpt-4o-2024-08-06',
      modelParameters: '{"temperature":0.3}',
      providedUsage: { input: 12, input_cached_tokens: 8, output: 7, total: 27 },
      mappedFrom: {
        type: 'mlflow.spanType',
        model: 'mlflow.llm.model',
        modelParameters: 'temperature',
        usage: 'mlflow.chat.tokenUsage',
        input: 'mlflow.spanInputs',
        output: 'mlflow.spanOutputs',
      },
    });
    expect(JSON.parse(call?.output ?? '').choices[0].message.content).toBe('Sunny');
    expect(named(mapped, 'boom')[0]).toMatchObject({ level: 'ERROR', statusMessage: 'ValueError: kaputt' });
  });

  test('tags of a trace are its metadata', () => {
    expect(mapped.traces.find(({ traceName }) => traceName === 'ask')?.metadata['k']).toBe('v');
  });
});

test('mlflow: user, session and the cache of an hour', () => {
  const observation = observationOf({
    'mlflow.spanType': '"CHAT_MODEL"',
    'mlflow.trace.user': '"u1"',
    'mlflow.trace.session': 's1',
    'mlflow.chat.tokenUsage':
      '{"input_tokens":3,"output_tokens":5,"cache_creation_input_tokens":40,"cache_creation_input_tokens_above_1hr":10}',
  });
  expect(observation).toMatchObject({
    userId: 'u1',
    sessionId: 's1',
    providedUsage: { input: 3, input_cache_creation: 30, input_cache_creation_1h: 10, output: 5, total: 48 },
  });
});

describe('genkit-1', () => {
  const mapped = mapFixture('genkit-1');

  test('every kind of action, under its own name', () => {
    expect(kindsOf(mapped)).toEqual({
      weather: 'CHAIN',
      bad: 'CHAIN',
      step: 'SPAN',
      generate: 'SPAN',
      'mock/gemini-x': 'GENERATION',
      lookup: 'TOOL',
      'mock/embed': 'EMBEDDING',
      'mock/docs': 'RETRIEVER',
      'mock/judge': 'EVALUATOR',
      'Test Case t1': 'SPAN',
    });
  });

  test('a model has everything from its payloads; the actions around it repeat them and count nothing', () => {
    const [call] = named(mapped, 'mock/gemini-x');
    expect(call).toMatchObject({
      model: 'mock/gemini-x',
      modelParameters: '{"temperature":0.3}',
      providedUsage: GEMINI_USAGE,
      toolCallNames: ['lookup'],
      mappedFrom: { usage: 'genkit:output', model: 'genkit:name', modelParameters: 'genkit:input' },
    });
    expect(call?.toolCalls).toEqual(['{"id":"c1","name":"lookup","arguments":"{\\"city\\":\\"Paris\\"}"}']);
    expect(Object.keys(call?.toolDefinitions ?? {})).toEqual(['lookup']);
    expect(sumOf(mapped, 'total')).toBe(2 * 30);
  });

  test('flows have input, output and errors', () => {
    expect(named(mapped, 'weather')[0]).toMatchObject({ input: '"Paris"', output: '"Sunny"', isRoot: true });
    expect(named(mapped, 'bad')[0]).toMatchObject({ level: 'ERROR', statusMessage: 'kaputt' });
  });
});

describe('livekit-1', () => {
  const mapped = mapFixture('livekit-1');

  test('only the request counts tokens; what stands around it names the same model', () => {
    const [request] = named(mapped, 'llm_request');
    expect(request).toMatchObject({
      type: 'GENERATION',
      model: 'mock-1',
      providedUsage: { input: 12, input_cached_tokens: 8, output: 7, total: 27 },
      toolCallNames: ['lookup'],
    });
    expect(request?.completionStartUs).toBeGreaterThan(request?.startUs ?? 0);
    for (const name of ['llm_node', 'llm_request_run'])
      expect(named(mapped, name)[0]).toMatchObject({ type: 'SPAN', model: '', providedUsage: {} });
    expect(sumOf(mapped, 'total')).toBe(2 * 27);
  });

  test('turns and tools say what was said', () => {
    expect(named(mapped, 'agent_turn')[0]).toMatchObject({
      type: 'AGENT',
      input: 'weather in Paris?',
      output: 'Sunny',
      mappedFrom: { input: 'lk.pii.user_input', output: 'lk.pii.response.text' },
    });
    expect(named(mapped, 'lookup')[0]).toMatchObject({
      type: 'TOOL',
      input: '{"city": "Paris"}',
      output: 'sunny in Paris',
    });
    const [first, second] = named(mapped, 'llm_node');
    expect(JSON.parse(first?.output ?? '')).toMatchObject({ role: 'assistant', tool_calls: [{ id: 'c1' }] });
    expect(second?.output).toBe('Sunny');
  });

  test('housekeeping is for debugging, also where a span has no attribute at all', () => {
    expect(named(mapped, 'session_start')[0]).toMatchObject({ level: 'DEBUG', mappedFrom: { level: 'span:name' } });
    expect(named(mapped, 'agent_turn')[0]?.level).toBe('DEFAULT');
  });
});

test('livekit: names without the pii segment are those of its earlier versions', () => {
  const scope = { name: 'livekit-agents' };
  const attributes = { 'lk.user_input': 'hi', 'lk.response.text': 'hello', 'lk.response.ttft': 0.25 };
  const observation = observationOf(attributes, { scope, name: 'agent_turn' });
  expect(observation).toMatchObject({
    type: 'AGENT',
    input: 'hi',
    output: 'hello',
    completionStartUs: observation.startUs + 250_000,
    mappedFrom: { type: 'span:name', completionStartUs: 'lk.response.ttft' },
  });
});

test('livekit: sound is a class of its own, and cached sound is counted with the cache only', () => {
  const attributes = {
    'gen_ai.usage.input_tokens': 100,
    'gen_ai.usage.output_tokens': 40,
    'gen_ai.usage.text.input_tokens': 30,
    'gen_ai.usage.audio.input_tokens': 70,
    'gen_ai.usage.cache_read.input_tokens': 50,
    'gen_ai.usage.text.cache_read.input_tokens': 20,
    'gen_ai.usage.audio.cache_read.input_tokens': 30,
    'gen_ai.usage.audio.output_tokens': 25,
  };
  expect(observationOf(attributes, { scope: { name: 'livekit-agents' }, name: 'realtime_inference' })).toMatchObject({
    type: 'GENERATION',
    providedUsage: {
      input: 10,
      input_cached_tokens: 50,
      input_audio_tokens: 40,
      output: 15,
      output_audio_tokens: 25,
      total: 140,
    },
  });
});

describe.each([
  ['vertex-adk-1', 'call_llm', 'gcp.vertex.agent.tool_call_args'],
  ['vertex-adk-2-schema-1', 'call_llm', 'gcp.vertex.agent.tool_call_args'],
  ['vertex-adk-2', 'generate_content gemini-x', 'gen_ai.tool.call.arguments'],
])('%s', (fixture, callName, argumentsFrom) => {
  const mapped = mapFixture(fixture);

  test('a model call counts its tokens once, thoughts included', () => {
    const [call] = named(mapped, callName);
    expect(call).toMatchObject({
      type: 'GENERATION',
      model: 'gemini-x',
      sessionId: 's1',
      providedUsage: GEMINI_USAGE,
      toolCallNames: ['lookup'],
    });
    expect(JSON.parse(call?.modelParameters ?? '')).toBeTypeOf('object');
    expect(Object.keys(call?.toolDefinitions ?? {})).toEqual(['lookup']);
    expect(sumOf(mapped, 'total')).toBe(2 * 30);
  });

  test('a tool has its arguments and its result, the trace its session', () => {
    expect(named(mapped, 'lookup')[0]).toMatchObject({
      type: 'TOOL',
      input: '{"city": "Paris"}',
      output: '{"weather": "sunny in Paris"}',
      mappedFrom: { input: argumentsFrom },
    });
    expect(named(mapped, 'invoke_agent weather')[0]).toMatchObject({ type: 'AGENT', sessionId: 's1' });
    expect(mapped.traces[0]?.sessionId).toBe('s1');
  });
});

test('vertex-adk: contents switched off are none, and the tokens of built-in tools are input', () => {
  const usage = {
    prompt_token_count: 20,
    tool_use_prompt_token_count: 5,
    candidates_token_count: 7,
    total_token_count: 32,
  };
  const observation = observationOf({
    'gen_ai.request.model': 'gemini-x',
    'gcp.vertex.agent.llm_request': '{}',
    'gcp.vertex.agent.llm_response': JSON.stringify({ usage_metadata: usage }),
  });
  expect(observation).toMatchObject({ input: null, providedUsage: { input: 25, output: 7, total: 32 } });
});

test('flue-2: operations hold the tokens of their turns, tools may answer with a bare text', () => {
  const mapped = mapFixture('flue-2');
  expect(mapped.observations.map(({ name, type }) => [name, type])).toEqual([
    ['invoke_agent weather', 'AGENT'],
    ['chat gpt-4o', 'GENERATION'],
    ['lookup', 'TOOL'],
    ['flue.operation compact', 'SPAN'],
  ]);
  expect(named(mapped, 'chat gpt-4o')[0]?.providedUsage).toEqual({
    input: 10,
    input_cached_tokens: 8,
    input_cache_creation: 2,
    output: 7,
    total: 27,
  });
  expect(sumOf(mapped, 'total')).toBe(27);
  expect(named(mapped, 'lookup')[0]).toMatchObject({
    input: '{"city":"Paris"}',
    output: 'sunny in Paris',
    mappedFrom: { output: 'flue.tool.call.result' },
  });
  expect(mapped.traces[0]?.sessionId).toBe('c1');
});
