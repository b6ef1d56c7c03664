import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../json-view/parse-json.ts';
import { readChat } from './read-chat.ts';

const rolesOf = (value: JsonValue) => readChat(value)?.messages.map(({ role }) => role);
const partsOf = (value: JsonValue) => readChat(value)?.messages.flatMap(({ parts }) => parts);
const text = (said: string) => ({ kind: 'text', text: said });

describe('readChat reads what a model was sent', () => {
  it('in the shape of OpenAI, with tools offered and the other fields kept', () => {
    const chat = readChat({
      model: 'gpt-5',
      tools: [{ type: 'function', function: { name: 'find', description: 'Finds', parameters: {} } }],
      messages: [
        { role: 'developer', content: 'Be brief' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Hi' },
            { type: 'image_url', image_url: { url: 'https://x.test/a.png' } },
          ],
        },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'c1', type: 'function', function: { name: 'find', arguments: '{"q":1}' } }],
        },
        { role: 'tool', tool_call_id: 'c1', content: '{"found":true}' },
      ],
    });
    expect(chat?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'tool']);
    expect(chat?.messages.flatMap(({ parts }) => parts)).toEqual([
      text('Be brief'),
      text('Hi'),
      { kind: 'image', url: 'https://x.test/a.png' },
      { kind: 'tool-call', id: 'c1', name: 'find', input: { q: 1 } },
      { kind: 'tool-result', id: 'c1', name: 'find', output: { found: true }, failed: false },
    ]);
    expect(chat?.tools.map(({ name }) => name)).toEqual(['find']);
    expect(chat?.rest).toEqual({ model: 'gpt-5' });
  });

  it('in the shape of the Responses API, whose calls stand beside the messages', () => {
    const input = [
      { role: 'user', content: [{ type: 'input_text', text: 'Weather?' }] },
      { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Need a tool' }] },
      { type: 'function_call', call_id: 'c', name: 'weather', arguments: '{"city":"Oslo"}' },
      { type: 'function_call_output', call_id: 'c', output: 'rain' },
    ];
    expect(rolesOf({ instructions: 'Help', input })).toEqual(['system', 'user', 'assistant', 'assistant', 'tool']);
    expect(partsOf({ input })).toEqual([
      text('Weather?'),
      { kind: 'thinking', text: 'Need a tool' },
      { kind: 'tool-call', id: 'c', name: 'weather', input: { city: 'Oslo' } },
      { kind: 'tool-result', id: 'c', name: 'weather', output: 'rain', failed: false },
    ]);
  });

  it('in the shape of Anthropic, with system, thinking, a tool and a failed result', () => {
    const call = {
      system: [{ type: 'text', text: 'Rules' }],
      messages: [
        { role: 'user', content: 'Go' },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'Hm' },
            { type: 'tool_use', id: 't', name: 'run', input: { a: 1 } },
          ],
        },
        {
          role: 'user',
          content: [{ type: 'tool_result', tool_use_id: 't', is_error: true, content: [{ type: 'text', text: 'no' }] }],
        },
        {
          role: 'user',
          content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } }],
        },
      ],
    };
    expect(rolesOf(call)).toEqual(['system', 'user', 'assistant', 'user', 'user']);
    expect(partsOf(call)?.slice(2)).toEqual([
      { kind: 'thinking', text: 'Hm' },
      { kind: 'tool-call', id: 't', name: 'run', input: { a: 1 } },
      { kind: 'tool-result', id: 't', name: 'run', output: 'no', failed: true },
      { kind: 'image', url: 'data:image/png;base64,AAAA' },
    ]);
  });

  it('in the shape of Gemini', () => {
    const call = {
      systemInstruction: { parts: [{ text: 'Rules' }] },
      contents: [
        { role: 'user', parts: [{ text: 'Hi' }, { inlineData: { mimeType: 'image/jpeg', data: 'BBBB' } }] },
        { role: 'model', parts: [{ functionCall: { name: 'find', args: { q: 'x' } } }] },
      ],
    };
    expect(rolesOf(call)).toEqual(['system', 'user', 'assistant']);
    expect(partsOf(call)?.slice(1)).toEqual([
      text('Hi'),
      { kind: 'image', url: 'data:image/jpeg;base64,BBBB' },
      { kind: 'tool-call', id: null, name: 'find', input: { q: 'x' } },
    ]);
  });

  it('in the shape of the AI SDK, both generations of it', () => {
    expect(
      partsOf([
        {
          role: 'assistant',
          content: [
            { type: 'reasoning', text: 'So' },
            { type: 'tool-call', toolCallId: 'a', toolName: 'find', args: { q: 1 } },
          ],
        },
        {
          role: 'tool',
          content: [{ type: 'tool-result', toolCallId: 'a', toolName: 'find', output: { type: 'json', value: [1] } }],
        },
      ]),
    ).toEqual([
      { kind: 'thinking', text: 'So' },
      { kind: 'tool-call', id: 'a', name: 'find', input: { q: 1 } },
      { kind: 'tool-result', id: 'a', name: 'find', output: [1], failed: false },
    ]);
    expect(
      partsOf([
        {
          role: 'assistant',
          parts: [{ type: 'step-start' }, { type: 'tool-find', toolCallId: 'b', input: {}, errorText: 'down' }],
        },
      ]),
    ).toEqual([
      { kind: 'tool-call', id: 'b', name: 'find', input: {} },
      { kind: 'tool-result', id: 'b', name: 'find', output: 'down', failed: true },
    ]);
  });

  it('in the shapes of LangChain: typed, serialised, nested, and as pairs', () => {
    expect(
      rolesOf([
        [
          { type: 'human', content: 'Hi' },
          { type: 'ai', content: '', tool_calls: [{ name: 'x', args: {}, id: '1' }] },
        ],
      ]),
    ).toEqual(['user', 'assistant']);
    expect(
      rolesOf({
        messages: [
          { lc: 1, type: 'constructor', id: ['langchain', 'schema', 'SystemMessage'], kwargs: { content: 'S' } },
        ],
      }),
    ).toEqual(['system']);
    expect(
      rolesOf([
        ['human', 'Hi'],
        ['ai', 'Hello'],
      ]),
    ).toEqual(['user', 'assistant']);
  });

  it("in the shape of OpenTelemetry's GenAI conventions", () => {
    expect(
      partsOf([
        { role: 'user', parts: [{ type: 'text', content: 'Hi' }] },
        {
          role: 'assistant',
          parts: [{ type: 'tool_call', id: 'x', name: 'find', arguments: { q: 1 } }],
          finish_reason: 'tool_call',
        },
        { role: 'tool', parts: [{ type: 'tool_call_response', id: 'x', response: 'ok' }] },
      ]),
    ).toEqual([
      text('Hi'),
      { kind: 'tool-call', id: 'x', name: 'find', input: { q: 1 } },
      { kind: 'tool-result', id: 'x', name: 'find', output: 'ok', failed: false },
    ]);
  });
});

describe('readChat reads what a model answered', () => {
  it.each<[string, JsonValue]>([
    ['one message', { role: 'assistant', content: 'Yes' }],
    ['choices', { id: 'r', choices: [{ index: 0, message: { role: 'assistant', content: 'Yes' } }] }],
    [
      'output items',
      { output: [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Yes' }] }] },
    ],
    ['candidates', { candidates: [{ content: { parts: [{ text: 'Yes' }] } }] }],
    ['generations', { generations: [[{ text: 'Yes', message: { type: 'ai', content: 'Yes' } }]] }],
    ['an AI SDK result', { text: 'Yes', finishReason: 'stop', toolCalls: [] }],
    ['a message in a message', { message: { role: 'assistant', content: 'Yes' }, done: true }],
  ])('as %s', (_, answer) => {
    expect(rolesOf(answer)).toEqual(['assistant']);
    expect(partsOf(answer)).toEqual([text('Yes')]);
  });
});

describe('readChat leaves alone', () => {
  it.each<[string, JsonValue]>([
    ['an object without messages', { id: 1, status: 'ok' }],
    ['a list of which only a part are messages', [{ role: 'user', content: 'Hi' }, { id: 3 }]],
    ['a person whose role is not a speaker', { role: 'admin', content: 'x' }],
    ['a role without content', { role: 'user' }],
    ['an empty list', []],
    ['a text', 'hello'],
    ['a number', 3],
  ])('%s', (_, value) => {
    expect(readChat(value)).toBeNull();
  });
});
