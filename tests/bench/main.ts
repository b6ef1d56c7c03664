import { parseArgs } from 'node:util';
import { runExport } from './export/run-export.ts';
import { runIngest } from './ingest/run-ingest.ts';
import { runQuery } from './query/run-query.ts';
import { runIsolation } from './isolation/run-isolation.ts';
import { runPurge } from './purge/run-purge.ts';
import { formatTable } from './report/format-table.ts';
import { describeCommit, describeMachine } from './report/machine.ts';
import { writeReport } from './report/write-report.ts';
import { runStart } from './start/run-start.ts';

const USAGE = `npm run bench -- <name>… [--short] [--no-report]

  ingest     how fast telemetry is taken in, beside the engine alone; acknowledgement, freshness, memory, disk
  query      a million observations, then what the pages and the clients ask first
  purge      a project of a million observations is removed, while another one is sent to
  export     a project goes out as Parquet, beside the engine alone, and with a worker that is killed; --observations 5000000
  isolation  what sending notices of three exports and the removal of a project at once
  start      first and later starts; memory and processor time when nobody uses it

Without a name: all of them. --short takes half a minute each and writes no report; its figures say that it works, not
how fast it is. The report is docs/benchmarks.md, the figures are in tests/bench/results/.
`;

const BENCHES = {
  ingest: runIngest,
  query: runQuery,
  purge: runPurge,
  export: runExport,
  isolation: runIsolation,
  start: runStart,
};
type BenchName = keyof typeof BENCHES;

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      short: { type: 'boolean' },
      observations: { type: 'string' },
      'no-report': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const unknown = positionals.filter((name) => !(name in BENCHES));
  if (values.help || unknown.length > 0) {
    process.stdout.write(unknown.length > 0 ? `There is no benchmark ${unknown.join(', ')}.\n\n${USAGE}` : USAGE);
    process.exitCode = unknown.length > 0 ? 1 : 0;
    return;
  }
  const names = (positionals.length > 0 ? positionals : Object.keys(BENCHES)) as BenchName[];
  const observations = values.observations === undefined ? {} : { observations: Number(values.observations) };
  for (const name of names)
    await runOne(name, { short: values.short ?? false, report: !values['no-report'], ...observations });
}

async function runOne(name: BenchName, options: { short: boolean; report: boolean; observations?: number }) {
  const machine = describeMachine();
  process.stdout.write(
    `\n${name} on ${machine.cores} × ${machine.processor}, ${machine.memoryGb} GB, ${machine.system}, Node ${machine.node}, load ${machine.load}\n`,
  );
  const startedMs = performance.now();
  const say = (line: string) =>
    process.stdout.write(`  ${((performance.now() - startedMs) / 1000).toFixed(0).padStart(4)} s  ${line}\n`);
  const measurements = await BENCHES[name]({ ...options, say });
  process.stdout.write(`\n${formatTable(measurements)}\n`);
  const run = {
    name,
    at: new Date().toISOString(),
    commit: describeCommit(ROOT),
    short: options.short,
    machine,
    measurements,
  };
  await writeReport(ROOT, run, { withDocument: options.report && !options.short });
}

const ROOT = new URL('../..', import.meta.url).pathname;

await main();
