import { parseArgs } from 'node:util';
import { startTidemark } from '../harness/start-tidemark.ts';
import { drainedBalance, sendMutants } from './send-mutants.ts';
import { watchMemory } from './watch-memory.ts';

const USAGE = `node tests/adversarial/main.ts [--count 100000] [--seed text]

Starts a product of its own, sends it that many spoilt bodies (OTLP protobuf and JSON, batches, single objects), and tells
how they were answered, what became of what was accepted, and whether the memory of the process grew. Ctrl-C ends it early, with the
figures so far. The short form of it is a test.
`;

async function main() {
  const { values } = parseArgs({
    options: { count: { type: 'string' }, seed: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return void process.stdout.write(USAGE);
  const count = Number(values.count ?? 100_000);
  const seed = values.seed ?? new Date().toISOString();
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  await using tidemark = await startTidemark();
  const { pid } = tidemark;
  const memory = watchMemory(pid);
  const startedMs = performance.now();
  const { statuses, failures } = await sendMutants(tidemark, { count, seed, signal: interrupted.signal });
  const sent = Object.values(statuses).reduce((sum, one) => sum + one, 0);
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  const { received, stored, deadLettered, refused } = await drainedBalance(tidemark);
  const { firstMib, lastMib, maxMib, slopeMibPerMinute } = memory.end();
  const isEven = received === stored + deadLettered + refused;
  const isWhole = isRunning(pid);
  const lines = [
    `${sent} bodies of seed ${seed} in ${seconds} s: ${JSON.stringify(statuses)}`,
    `received ${received} = stored ${stored} + dead-lettered ${deadLettered} + refused ${refused}: ${isEven ? 'even' : 'NOT EVEN'}`,
    `memory of the process: ${firstMib} MiB in the first quarter, ${lastMib} MiB in the last, at most ${maxMib} MiB; ` +
      `over the second half ${slopeMibPerMinute} MiB a minute`,
    isWhole ? 'the process that began is the one that ended' : 'THE PROCESS CRASHED',
    ...failures.slice(0, 20),
    `${failures.length} failures`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  if (failures.length > 0 || !isEven || !isWhole) process.exitCode = 1;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

await main();
