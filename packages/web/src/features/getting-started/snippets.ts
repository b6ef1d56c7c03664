/** What a snippet is filled with. Without the secret, its place is marked. */
export interface SnippetFacts {
  baseUrl: string;
  publicKey: string;
  secretKey: string;
}

export interface SnippetFile {
  title: string;
  code: string;
}

export interface Snippet {
  id: string;
  label: string;
  /** One line on when to choose it. */
  about: string;
  files: (facts: SnippetFacts) => SnippetFile[];
}

const env = ({ baseUrl, publicKey, secretKey }: SnippetFacts, urlName: string): string =>
  `LANGFUSE_PUBLIC_KEY="${publicKey}"\nLANGFUSE_SECRET_KEY="${secretKey}"\n${urlName}="${baseUrl}"`;

const NODE_OTEL = `import { LangfuseSpanProcessor } from '@langfuse/otel';
import { NodeSDK } from '@opentelemetry/sdk-node';

export const sdk = new NodeSDK({ spanProcessors: [new LangfuseSpanProcessor()] });
sdk.start();`;

export const SNIPPETS: readonly Snippet[] = [
  {
    id: 'python',
    label: 'Python',
    about: 'The Langfuse SDK for Python, version 3 or 4.',
    files: (facts) => [
      { title: 'terminal', code: 'pip install langfuse' },
      { title: '.env', code: env(facts, 'LANGFUSE_HOST') },
      {
        title: 'main.py',
        code: `from langfuse import get_client, observe

@observe(as_type="generation")
def ask_model(question: str) -> str:
    get_client().update_current_generation(
        model="gpt-4o-mini", usage_details={"input": 12, "output": 8}
    )
    return "The tide turns every six hours."

@observe()
def answer(question: str) -> str:
    return ask_model(question)

answer("When does the tide turn?")
get_client().flush()`,
      },
    ],
  },
  {
    id: 'js',
    label: 'JS / TS',
    about: 'The Langfuse SDK for JavaScript, version 4 or 5, on OpenTelemetry.',
    files: (facts) => [
      { title: 'terminal', code: 'npm install @langfuse/tracing @langfuse/otel @opentelemetry/sdk-node' },
      { title: '.env', code: env(facts, 'LANGFUSE_BASE_URL') },
      { title: 'instrumentation.ts', code: NODE_OTEL },
      {
        title: 'main.ts — node --env-file=.env main.ts',
        code: `import { sdk } from './instrumentation.ts';
import { startActiveObservation, startObservation } from '@langfuse/tracing';

await startActiveObservation('answer', async (span) => {
  span.update({ input: 'When does the tide turn?' });
  const generation = startObservation(
    'ask model',
    { model: 'gpt-4o-mini', input: 'When does the tide turn?' },
    { asType: 'generation' },
  );
  generation.update({ output: 'Every six hours.', usageDetails: { input: 12, output: 8 } }).end();
  span.update({ output: 'Every six hours.' });
});
await sdk.shutdown();`,
      },
    ],
  },
  {
    id: 'js3',
    label: 'JS v3',
    about: 'The earlier Langfuse SDK for JavaScript, which needs no OpenTelemetry.',
    files: ({ baseUrl, publicKey, secretKey }) => [
      { title: 'terminal', code: 'npm install langfuse@3' },
      {
        title: 'main.mjs',
        code: `import { Langfuse } from 'langfuse';

const langfuse = new Langfuse({
  publicKey: '${publicKey}',
  secretKey: '${secretKey}',
  baseUrl: '${baseUrl}',
});

const trace = langfuse.trace({ name: 'answer', input: 'When does the tide turn?' });
trace.generation({
  name: 'ask model',
  model: 'gpt-4o-mini',
  input: 'When does the tide turn?',
  output: 'Every six hours.',
  usage: { input: 12, output: 8 },
});
trace.update({ output: 'Every six hours.' });
await langfuse.shutdownAsync();`,
      },
    ],
  },
  {
    id: 'otel',
    label: 'OpenTelemetry',
    about: 'Any OTLP/HTTP exporter: GenAI conventions, OpenInference, Traceloop.',
    files: (facts) => [
      {
        title: 'environment',
        code: `OTEL_EXPORTER_OTLP_ENDPOINT="${facts.baseUrl}/api/public/otel"
OTEL_EXPORTER_OTLP_PROTOCOL="http/protobuf"
OTEL_EXPORTER_OTLP_HEADERS="Authorization=Basic%20${basic(facts)}"
OTEL_TRACES_EXPORTER="otlp"
OTEL_METRICS_EXPORTER="none"
OTEL_LOGS_EXPORTER="none"`,
      },
    ],
  },
  {
    id: 'vercel',
    label: 'Vercel AI SDK',
    about: 'Switch on the telemetry of the AI SDK; everything else stays as it is.',
    files: (facts) => [
      { title: 'terminal', code: 'npm install @langfuse/otel @opentelemetry/sdk-node ai @ai-sdk/openai' },
      { title: '.env', code: env(facts, 'LANGFUSE_BASE_URL') },
      { title: 'instrumentation.ts', code: NODE_OTEL },
      {
        title: 'main.ts — node --env-file=.env main.ts',
        code: `import { sdk } from './instrumentation.ts';
import { openai } from '@ai-sdk/openai';
import { generateText } from 'ai';

const { text } = await generateText({
  model: openai('gpt-4o-mini'),
  prompt: 'When does the tide turn?',
  experimental_telemetry: { isEnabled: true, functionId: 'answer' },
});
console.log(text);
await sdk.shutdown();`,
      },
    ],
  },
  {
    id: 'curl',
    label: 'curl',
    about: 'One trace without any SDK, to see that the way is open.',
    files: ({ baseUrl, publicKey, secretKey }) => [
      {
        title: 'terminal',
        code: `curl -X POST "${baseUrl}/api/public/ingestion" \\
  -u "${publicKey}:${secretKey}" \\
  -H "Content-Type: application/json" \\
  -d '{"batch":[{"id":"'$(uuidgen)'","type":"trace-create","timestamp":"'$(date -u +%Y-%m-%dT%H:%M:%SZ)'",
       "body":{"id":"'$(uuidgen)'","name":"hello","input":"When does the tide turn?","output":"Every six hours."}}]}'`,
      },
    ],
  },
];

function basic({ publicKey, secretKey }: SnippetFacts): string {
  return btoa(`${publicKey}:${secretKey}`).replaceAll('=', '%3D');
}
