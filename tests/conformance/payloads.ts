/** What the stories send: text that is easy to break on its way. */

export const QUESTION =
  'Wie viel kostet der Rückversand? 価格は？ \u{1F9FE} e\u0301 \u05D0\u202E\u05D1 "quotes" \\n <b>&amp;</b>';

export const CHAT = [
  { role: 'system', content: 'You answer questions about orders.\n\tBe brief – and never guess.' },
  { role: 'user', content: QUESTION },
  {
    role: 'assistant',
    content: null,
    tool_calls: [
      {
        id: 'call_7Yq',
        type: 'function',
        function: { name: 'lookup_order', arguments: '{"id": "A-1001", "deep": {"x": [1, 2.50, null]}}' },
      },
    ],
  },
  { role: 'tool', tool_call_id: 'call_7Yq', content: '{"status":"delivered","weight_kg":2.50}' },
];

export const ANSWER = {
  role: 'assistant',
  content: 'Der Rückversand kostet 4,90 € – 無料ではありません。\u{1F44D}\u{1F3FD}',
};

export const TOOL_INPUT = { id: 'A-1001', options: { deep: [1, 2.5, null, true, { ключ: 'значение' }] } };
export const TOOL_OUTPUT = { status: 'delivered', items: [{ sku: 'X\u0301', qty: 2 }], note: '' };

export const METADATA = {
  region: 'eu-central-1',
  attempt: 3,
  ratio: 0.25,
  flags: ['a', 'b'],
  nested: { a: { b: 'c' } },
  empty: '',
};

/** About 400 kB that no compression makes trivial, the same at every run. */
export const LARGE = Array.from(
  { length: 20_000 },
  (_, index) => `${index}:${((index * 2_654_435_761) % 2 ** 32).toString(36)}…`,
).join(' ');
