import { LangfuseSpanProcessor } from '@langfuse/otel';
import { setLangfuseTracerProvider, startObservation } from '@langfuse/tracing';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { afterAll, expect, it } from 'vitest';
import { named, readObservationsV2, readTrace, running } from '../../harness/public-api.ts';

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

afterAll(() => setLangfuseTracerProvider(null));

it('a trace with an image arrives, with the reference that the SDK put in its place', async () => {
  const { url, publicKey, secretKey } = running();
  const processor = new LangfuseSpanProcessor({ publicKey, secretKey, baseUrl: url });
  const provider = new NodeTracerProvider({ spanProcessors: [processor] });
  setLangfuseTracerProvider(provider);
  const input = [
    {
      role: 'user',
      content: [
        { type: 'image_url', image_url: { url: PIXEL } },
        { type: 'text', text: 'What is it?' },
      ],
    },
  ];
  const observation = startObservation('look', { input, output: 'A pixel.' }, { asType: 'generation' });
  observation.end();
  await processor.forceFlush();
  await provider.shutdown();
  await readTrace(observation.traceId, { observations: 1 });
  const kept = named(await readObservationsV2(observation.traceId), 'look');
  expect(kept['output']).toBe('A pixel.');
  expect(kept['input']).toMatch(/"url":"@@@langfuseMedia:type=image\/png\|id=[\w-]{22}\|source=base64_data_uri@@@"/);
});
