import { Langfuse } from 'langfuse';
import type { Connection } from './connection.ts';
import { Seeded } from './seeded.ts';
import type { SentStory } from './sent-story.ts';
import type { Step, Story } from './story.ts';

/** Tells stories through the SDK of the first generation (langfuse 3), which speaks the batch API. */
export class BatchSender implements AsyncDisposable {
  readonly #connection: Connection;
  readonly #ids: Seeded;
  readonly #clients = new Map<string, Langfuse>();
  readonly errors: unknown[] = [];

  constructor(connection: Connection, seed: string) {
    this.#connection = connection;
    this.#ids = new Seeded(`${seed} batch ids`);
  }

  send(story: Story): SentStory {
    const client = this.#clientFor(story);
    const { root } = story;
    const trace = client.trace({
      id: this.#ids.hex(16),
      timestamp: new Date(root.startMs),
      name: story.name,
      tags: story.tags,
      metadata: story.metadata,
      input: root.input,
      output: root.output,
    });
    const sent: SentStory = { story, traceId: trace.id, stepIds: new Map() };
    this.#tellStep(trace, root, sent);
    return sent;
  }

  async flush(): Promise<void> {
    await Promise.all([...this.#clients.values()].map((client) => client.flushAsync()));
  }

  async [Symbol.asyncDispose]() {
    await Promise.all([...this.#clients.values()].map((client) => client.shutdownAsync()));
  }

  #clientFor({ environment, release }: Story): Langfuse {
    const key = `${environment} ${release}`;
    const known = this.#clients.get(key);
    if (known) return known;
    const { url: baseUrl, publicKey, secretKey } = this.#connection;
    const client = new Langfuse({ baseUrl, publicKey, secretKey, environment, release, flushAt: 100 });
    client.on('error', (error: unknown) => this.errors.push(error));
    this.#clients.set(key, client);
    return client;
  }

  #tellStep(parent: Pick<ReturnType<Langfuse['trace']>, 'span' | 'generation'>, step: Step, sent: SentStory): void {
    const { name, input, output, level, statusMessage, metadata, call } = step;
    const body = {
      id: this.#ids.hex(8),
      name,
      input,
      output,
      startTime: new Date(step.startMs),
      endTime: new Date(step.endMs),
      ...(level ? { level } : {}),
      ...(statusMessage ? { statusMessage } : {}),
      ...(metadata ? { metadata } : {}),
    };
    const told = call
      ? parent.generation({ ...body, model: call.model, modelParameters: call.parameters, usageDetails: call.usage })
      : parent.span(body);
    sent.stepIds.set(step, told.id);
    for (const child of step.steps) this.#tellStep(told, child, sent);
  }
}
