import { parseArgs } from 'node:util';
import { startTidemark } from '../harness/start-tidemark.ts';
import { drainedBalance, sendMutants } from './send-mutants.ts';

const USAGE = `node tests/adversarial/main.ts [--count 100000] [--seed text]

Starts a product of its own, sends it that many spoilt bodies (OTLP protobuf and JSON, batches, single objects), and tells
how they were answered and what became of what was accepted. The short form of it is a test.
`;

async function main() {
  const { values } = parseArgs({
    options: { count: { type: 'string' }, seed: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return void process.stdout.write(USAGE);
  const count = Number(values.count ?? 100_000);
  const seed = values.seed ?? new Date().toISOString();
  await using tidemark = await startTidemark();
  const startedMs = performance.now();
  const { statuses, failures } = await sendMutants(tidemark, { count, seed });
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  const { received, stored, deadLettered, refused } = await drainedBalance(tidemark);
  const isEven = received === stored + deadLettered + refused;
  const lines = [
    `${count} bodies of seed ${seed} in ${seconds} s: ${JSON.stringify(statuses)}`,
    `received ${received} = stored ${stored} + dead-lettered ${deadLettered} + refused ${refused}: ${isEven ? 'even' : 'NOT EVEN'}`,
    ...failures.slice(0, 20),
    `${failures.length} failures`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  if (failures.length > 0 || !isEven) process.exitCode = 1;
}

await main();
