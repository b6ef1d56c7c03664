/** Made-up traces for the design page: the same for the same index, with the odd shapes that real data has. */
export interface SampleTrace {
  id: string;
  timestamp: string;
  name: string | null;
  level: string;
  input: string | null;
  output: string | null;
  latency: number | null;
  inputTokens: number | null;
  outputTokens: number | null;
  totalTokens: number | null;
  totalCost: number | null;
  observationCount: number;
  errorCount: number;
  userId: string | null;
  sessionId: string | null;
  tags: string[];
  environment: string;
}

const NAMES = [
  'answer question',
  'checkout-agent',
  'summarise ticket',
  'classify batch',
  'POST /api/chat',
  null,
  'nightly-digest with a name that is longer than its column allows',
];
const INPUTS = [
  '{"messages":[{"role":"user","content":"Where is my order 8841? It should have been here on Monday."}]}',
  'When does the tide turn?',
  null,
  '{"ticket":"T-2041","body":"The export hangs at 99 %"}',
];
const OUTPUTS = [
  'Your order left our warehouse on Tuesday and arrives tomorrow before noon.',
  '{"label":"billing","confidence":0.93}',
  null,
];
const TAGS = [['rag'], ['agent', 'beta'], [], ['checkout', 'eu', 'priority', 'retry', 'v2']];

export function sampleTrace(index: number, nowMs: number): SampleTrace {
  const pick = <Value>(values: readonly Value[], salt: number): Value =>
    values[(index * 7 + salt * 13 + (index % 5)) % values.length] as Value;
  const spread = ((index * 2_654_435_761) % 1000) / 1000;
  const failed = index % 11 === 3;
  const running = index % 29 === 7;
  return {
    id: `${(index * 2_654_435_761).toString(16).padStart(10, '0')}${(index * 40_503).toString(16).padStart(22, 'a')}`,
    timestamp: new Date(nowMs - index * 97_000).toISOString(),
    name: pick(NAMES, 1),
    level: failed ? 'ERROR' : index % 17 === 5 ? 'WARNING' : index % 23 === 9 ? 'DEBUG' : 'DEFAULT',
    input: pick(INPUTS, 2),
    output: running ? null : pick(OUTPUTS, 3),
    latency: running ? null : 0.2 + spread ** 3 * 42,
    inputTokens: Math.round(spread * 14_000),
    outputTokens: Math.round(spread * 900),
    totalTokens: Math.round(spread * 14_900),
    totalCost: index % 9 === 0 ? 0 : spread ** 2 * 0.4,
    observationCount: 1 + Math.round(spread * 40),
    errorCount: failed ? 2 : 0,
    userId: pick(['u-1042', 'ada@example.org', null], 4),
    sessionId: pick(['chat-88', null], 5),
    tags: pick(TAGS, 6),
    environment: pick(['production', 'staging', 'default'], 7),
  };
}
