import { describe, expect, test } from 'vitest';
import { readToolCalls, readToolCallsOfText, readToolDefinitions, readToolDefinitionsOfText } from './tools.ts';

const call = (id: string, args = '{"q":1}') => [JSON.stringify({ id, name: 'search', arguments: args })];

describe('tool calls', () => {
  test.each([
    [
      'OpenAI chat',
      {
        choices: [
          {
            message: {
              tool_calls: [{ id: 'c', type: 'function', function: { name: 'search', arguments: '{"q":1}' } }],
            },
          },
        ],
      },
      'c',
    ],
    [
      'OpenAI responses',
      { output: [{ type: 'function_call', call_id: 'c', name: 'search', arguments: '{"q":1}' }] },
      'c',
    ],
    ['OpenAI before tools', { role: 'assistant', function_call: { name: 'search', arguments: '{"q":1}' } }, ''],
    ['Anthropic', { content: [{ type: 'text' }, { type: 'tool_use', id: 'c', name: 'search', input: { q: 1 } }] }, 'c'],
    ['Gemini', { candidates: [{ content: { parts: [{ functionCall: { name: 'search', args: { q: 1 } } }] } }] }, ''],
    ['AI SDK', [{ type: 'tool-call', toolCallId: 'c', toolName: 'search', input: { q: 1 } }], 'c'],
    [
      'GenAI parts',
      [{ role: 'assistant', parts: [{ type: 'tool_call', id: 'c', name: 'search', arguments: { q: 1 } }] }],
      'c',
    ],
    ['a list without types', [{ tool_calls: [{ id: 'c', name: 'search', arguments: '{"q":1}' }] }], 'c'],
  ])('of %s', (_name, output, id) => {
    expect(readToolCalls(output)).toEqual({ toolCalls: call(id), toolCallNames: ['search'] });
  });

  test.each([
    ['results', [{ type: 'tool-result', toolCallId: 'c', toolName: 'search', result: 1 }]],
    ['text', 'tool_calls'],
    ['a function that is no call', { function: { parameters: {} } }],
    ['nothing', null],
  ])('are not made of %s', (_name, output) => {
    expect(readToolCalls(output)).toEqual({ toolCalls: [], toolCallNames: [] });
  });

  test('of endless or endlessly nested output are bounded', () => {
    const many = { tool_calls: Array.from({ length: 5000 }, () => ({ name: 'search' })) };
    expect(readToolCalls(many).toolCalls).toHaveLength(1000);
    let deep: unknown = { type: 'tool_use', name: 'search' };
    for (let depth = 0; depth < 10_000; depth++) deep = { content: deep };
    expect(readToolCalls(deep).toolCalls).toEqual([]);
  });

  test('of text that is no JSON are none', () => {
    expect(readToolCallsOfText('{tool').toolCalls).toEqual([]);
    expect(readToolCallsOfText('{"tool_calls":[{"name":"search"}]}').toolCallNames).toEqual(['search']);
  });
});

describe('tool definitions', () => {
  test.each([
    ['OpenAI', { tools: [{ type: 'function', function: { name: 'search' } }] }],
    ['Anthropic', { tools: [{ name: 'search' }] }],
    ['Gemini', { tools: [{ functionDeclarations: [{ name: 'search' }] }] }],
    ['functions', { functions: [{ name: 'search' }] }],
  ])('of %s', (_name, input) => {
    expect({ ...readToolDefinitions(input) }).toEqual({ search: '{"name":"search"}' });
    expect({ ...readToolDefinitionsOfText(JSON.stringify(input)) }).toEqual({ search: '{"name":"search"}' });
  });

  test('with a hostile name reach no prototype', () => {
    expect(Object.keys(readToolDefinitions({ tools: [{ name: '__proto__' }] }))).toEqual(['__proto__']);
  });
});
