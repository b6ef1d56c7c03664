import { LangfuseClient } from '@langfuse/client';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { readOptions, USAGE } from './connection.ts';
import type { Connection, DemoOptions } from './connection.ts';
import { farewell } from './farewell.ts';
import { ProgressBar } from './progress-bar.ts';
import { Seeded } from './seeded.ts';
import { BatchSender } from './send-batches.ts';
import { InteractiveSender } from './send-interactive.ts';
import { sendScores } from './send-scores.ts';
import type { SentStory } from './sent-story.ts';
import { countSteps } from './story.ts';
import { workload } from './workload.ts';

/** Sends a week of an imagined shop's LLM applications to a running Tidemark, through official SDKs. */
async function main() {
  const options = await readOptions(process.argv.slice(2), process.env);
  if (options === 'help') return process.stdout.write(`${USAGE}\n`);
  const startedAt = performance.now();
  const { url: baseUrl, publicKey, secretKey } = options;
  const client = new LangfuseClient({ baseUrl, publicKey, secretKey });
  const projectId = await findProject(client, options);
  process.stdout.write(`\n  Sending a week of demo traffic to ${baseUrl}\n\n`);
  const sent = await sendAll(options);
  const scores = await sendScores(client, sent, new Seeded(`${options.seed} ${options.untilMs} scores`));
  const steps = sent.reduce((sum, { story }) => sum + countSteps(story.root), 0);
  process.stdout.write(
    farewell({ url: baseUrl, projectId, sent, steps, scores, tookMs: performance.now() - startedAt }),
  );
}

async function findProject(client: LangfuseClient, { url }: Connection): Promise<string> {
  const { data } = await client.api.projects.get({ maxRetries: 0, timeoutInSeconds: 10 }).catch((cause: unknown) => {
    if ((cause as { statusCode?: number }).statusCode === 401)
      throw new Error(`The server at ${url} does not know these keys.`, { cause });
    throw new Error(`No server answers at ${url}. Start one with: npm start`, { cause });
  });
  if (!data[0]) throw new Error('The keys belong to no project.');
  return data[0].id;
}

/** Flushes every few stories, so that a server under test is never flooded and nothing waits in memory. */
async function sendAll(options: DemoOptions): Promise<SentStory[]> {
  const { interactive, batches } = workload(options.seed, options.untilMs);
  const progress = new ProgressBar(interactive.length + batches.length);
  const seed = `${options.seed} ${options.untilMs}`;
  await using modern = new InteractiveSender(options, seed);
  await using classic = new BatchSender(options, seed);
  const sent: SentStory[] = [];
  for (const [sender, stories] of [
    [modern, interactive],
    [classic, batches],
  ] as const) {
    for (const [index, story] of stories.entries()) {
      sent.push(sender.send(story));
      progress.advance(story.name);
      if (index % 20 === 19) await sender.flush();
      await nextTurn();
    }
    await sender.flush();
  }
  if (classic.errors[0]) throw classic.errors[0];
  return sent;
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
});
