import { LangfuseSpanProcessor } from '@langfuse/otel';
import { setLangfuseTracerProvider, startObservation } from '@langfuse/tracing';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

export interface Keys {
  baseUrl: string;
  publicKey: string;
  secretKey: string;
}

/** An agent run as a user's program would send it: a search that works, a tool that fails, and an answer that costs. */
export async function sendAgentRun(keys: Keys): Promise<{ traceId: string }> {
  const provider = new NodeTracerProvider({
    spanProcessors: [new LangfuseSpanProcessor({ ...keys, environment: 'staging' })],
  });
  setLangfuseTracerProvider(provider);
  const agent = startObservation('plan-trip', { input: { city: 'Lisbon' } }, { asType: 'agent' });
  const search = agent.startObservation(
    'search-hotels',
    { input: { query: 'hotels in Lisbon' } },
    { asType: 'retriever' },
  );
  search.update({ output: [{ name: 'Casa Azul' }] }).end();
  const book = agent.startObservation('book-hotel', { input: { hotel: 'Casa Azul' } }, { asType: 'tool' });
  book.update({ level: 'ERROR', statusMessage: 'card was declined', output: null }).end();
  const answer = agent.startObservation(
    'write-answer',
    {
      model: 'gpt-4o',
      input: [{ role: 'user', content: 'Book me a hotel in Lisbon' }],
      output: { role: 'assistant', content: 'I could not book it: the card was declined.' },
      usageDetails: { input: 1200, output: 80 },
    },
    { asType: 'generation' },
  );
  answer.end();
  agent.update({ output: 'not booked' }).end();
  await provider.forceFlush();
  await provider.shutdown();
  setLangfuseTracerProvider(null);
  return { traceId: agent.traceId };
}
