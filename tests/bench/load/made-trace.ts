import { pick, skewed } from './random.ts';

/** A step of a made-up agent run, in the words of no protocol. Times are milliseconds since 1970. */
export interface MadeStep {
  /** Place of the parent among the steps of the trace; null for the root. */
  parent: number | null;
  kind: 'AGENT' | 'CHAIN' | 'RETRIEVER' | 'TOOL' | 'GENERATION';
  name: string;
  startMs: number;
  endMs: number;
  input: string;
  output: string;
  failed: boolean;
  model: string | null;
  tokens: { input: number; output: number };
  metadata: Record<string, string>;
}

export interface MadeTrace {
  name: string;
  userId: string;
  sessionId: string;
  tags: string[];
  environment: string;
  /** Spans of which dialect: most clients are Langfuse's, some are plain OpenTelemetry. */
  dialect: 'langfuse' | 'gen_ai';
  steps: MadeStep[];
}

export interface MadeOptions {
  steps: number;
  startMs: number;
  /** Characters of input and output together. */
  payloadLength: number;
}

export interface Maker {
  random: () => number;
  prose: (length: number) => string;
}

const MODELS = ['gpt-4o', 'gpt-4o-mini', 'claude-sonnet-4-5', 'gemini-2.5-flash'];
const NAMES = ['support-chat', 'invoice-extraction', 'research-agent', 'ticket-triage', 'code-review', 'search'];
const TAGS = ['web', 'mobile', 'beta', 'vip', 'retry', 'a-b-test', 'nightly', 'internal'];
const KINDS = ['CHAIN', 'RETRIEVER', 'TOOL', 'GENERATION', 'GENERATION'] as const;
const USERS = 5_000;

/** A run of an agent: a root, and steps below it or below one another. */
export function makeTrace(maker: Maker, options: MadeOptions): MadeTrace {
  const { random } = maker;
  const user = skewed(random, USERS);
  return {
    name: pick(random, NAMES),
    userId: `user-${user}`,
    sessionId: `session-${user}-${Math.floor(random() * 20)}`,
    tags: [...new Set([pick(random, TAGS), pick(random, TAGS)])],
    environment: random() < 0.8 ? 'production' : 'staging',
    dialect: random() < 0.7 ? 'langfuse' : 'gen_ai',
    steps: Array.from({ length: options.steps }, (_, index) => makeStep(maker, index, options)),
  };
}

function makeStep({ random, prose }: Maker, index: number, options: MadeOptions): MadeStep {
  const kind = index === 0 ? 'AGENT' : pick(random, KINDS);
  const startMs = options.startMs + index * 3;
  const model = kind === 'GENERATION' ? pick(random, MODELS) : null;
  const question = prose(Math.floor(options.payloadLength * 0.6));
  const input = model ? JSON.stringify([{ role: 'user', content: question }]) : JSON.stringify({ query: question });
  return {
    parent: index === 0 ? null : index < 4 ? 0 : Math.floor(random() * 3) + 1,
    kind,
    name: index === 0 ? 'agent-run' : `${kind.toLowerCase()}-${Math.floor(random() * 6)}`,
    startMs,
    endMs: startMs + 20 + Math.floor(random() * 4_000),
    input,
    output: prose(Math.floor(options.payloadLength * 0.4)),
    failed: random() < 0.02,
    model,
    tokens: { input: 100 + Math.floor(random() * 3_000), output: 10 + Math.floor(random() * 600) },
    metadata: { tenant: `tenant-${skewed(random, 200)}`, attempt: String(Math.floor(random() * 3)) },
  };
}
