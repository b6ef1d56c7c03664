import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { LangfuseSpanProcessor } from '@langfuse/otel';
import { propagateAttributes, setLangfuseTracerProvider, startObservation } from '@langfuse/tracing';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { SpanContext } from '@opentelemetry/api';
import type { Connection } from './connection.ts';
import { Seeded } from './seeded.ts';
import type { SentStory } from './sent-story.ts';
import type { Step, Story } from './story.ts';

/** Tells stories through the OpenTelemetry-based SDK (@langfuse/tracing and @langfuse/otel), with their times of old. */
export class InteractiveSender implements AsyncDisposable {
  readonly #connection: Connection;
  readonly #ids: Seeded;
  readonly #providers = new Map<string, NodeTracerProvider>();

  constructor(connection: Connection, seed: string) {
    this.#connection = connection;
    this.#ids = new Seeded(`${seed} ids`);
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  }

  send(story: Story): SentStory {
    setLangfuseTracerProvider(this.#providerFor(story));
    const { userId, sessionId, version, tags, metadata } = story;
    const attributes = {
      traceName: story.name,
      tags,
      metadata,
      ...(userId ? { userId } : {}),
      ...(sessionId ? { sessionId } : {}),
      ...(version ? { version } : {}),
    };
    const sent: SentStory = { story, traceId: '', stepIds: new Map() };
    propagateAttributes(attributes, () => tellStep(story.root, undefined, sent));
    return sent;
  }

  async flush(): Promise<void> {
    await Promise.all([...this.#providers.values()].map((provider) => provider.forceFlush()));
  }

  async [Symbol.asyncDispose]() {
    await Promise.all([...this.#providers.values()].map((provider) => provider.shutdown()));
    setLangfuseTracerProvider(null);
    context.disable();
  }

  /** Environment and release belong to the process that runs an application, so each pair has a provider. */
  #providerFor({ environment, release }: Story): NodeTracerProvider {
    const key = `${environment} ${release}`;
    const known = this.#providers.get(key);
    if (known) return known;
    const { url: baseUrl, publicKey, secretKey } = this.#connection;
    const processor = new LangfuseSpanProcessor({
      baseUrl,
      publicKey,
      secretKey,
      environment,
      release,
      flushAt: 200,
      mediaUploadEnabled: false,
    });
    const idGenerator = { generateTraceId: () => this.#ids.hex(16), generateSpanId: () => this.#ids.hex(8) };
    const provider = new NodeTracerProvider({ spanProcessors: [processor], idGenerator });
    this.#providers.set(key, provider);
    return provider;
  }
}

function tellStep(step: Step, parent: SpanContext | undefined, sent: SentStory): void {
  const options = { asType: step.type as 'generation', startTime: new Date(step.startMs) };
  const observation = startObservation(step.name, attributesOf(step), {
    ...options,
    ...(parent ? { parentSpanContext: parent } : {}),
  });
  sent.traceId = observation.traceId;
  sent.stepIds.set(step, observation.id);
  for (const child of step.steps) tellStep(child, observation.otelSpan.spanContext(), sent);
  if (!parent) observation.setTraceIO({ input: step.input, output: step.output });
  if (step.type !== 'event') observation.end(new Date(step.endMs));
}

function attributesOf({ input, output, level, statusMessage, metadata, call }: Step) {
  return {
    ...(input === undefined ? {} : { input }),
    ...(output === undefined ? {} : { output }),
    ...(level ? { level } : {}),
    ...(statusMessage ? { statusMessage } : {}),
    ...(metadata ? { metadata } : {}),
    ...(call
      ? {
          model: call.model,
          modelParameters: call.parameters,
          usageDetails: call.usage,
          ...(call.firstTokenMs ? { completionStartTime: new Date(call.firstTokenMs) } : {}),
          ...(call.prompt ? { prompt: { ...call.prompt, isFallback: false } } : {}),
        }
      : {}),
  };
}
