import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatTable } from './format-table.ts';
import { isMet } from './measurement.ts';
import type { Measurement } from './measurement.ts';
import type { Machine } from './machine.ts';

export interface Run {
  name: string;
  /** ISO 8601. */
  at: string;
  commit: string;
  short: boolean;
  machine: Machine;
  measurements: readonly Measurement[];
}

/** Keeps the figures of a run, and writes docs/benchmarks.md anew from the latest full run of each benchmark. */
export async function writeReport(root: string, run: Run, { withDocument }: { withDocument: boolean }): Promise<void> {
  const folder = join(root, 'tests/bench/results');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${run.name}${run.short ? '-short' : ''}.json`), `${JSON.stringify(run, null, 2)}\n`);
  if (!withDocument) return;
  const runs = (await readRuns(folder)).filter(({ short }) => !short);
  await writeFile(join(root, 'docs/benchmarks.md'), documentOf(runs));
}

async function readRuns(folder: string): Promise<Run[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as Run));
}

function documentOf(runs: readonly Run[]): string {
  return [
    '# Benchmarks',
    '',
    'Written by `npm run bench`; never by hand. Machines are noisy: what can be a ratio within one run is one, and an',
    'absolute figure is a median with its spread. Everything runs on one machine, the sender beside the product, with',
    'embedded engines and `MEMORY_LIMIT=2g`. Where the time of ingestion goes is in [ingest-profile.md](ingest-profile.md).',
    ...runs.flatMap(section),
    '',
  ].join('\n');
}

function section(run: Run): string[] {
  const { machine } = run;
  const missed = run.measurements.filter((one) => isMet(one) === false);
  return [
    '',
    `## ${run.name}`,
    '',
    `\`npm run bench -- ${run.name}\`, ${run.at.slice(0, 16).replace('T', ' ')} UTC, commit ${run.commit}: ${machine.cores} × ${machine.processor}, ${machine.memoryGb} GB, ${machine.system}, Node ${machine.node}, load ${machine.load} at the begin.`,
    ...(machine.load > machine.cores
      ? ['', 'The machine was busy with other work: absolute figures are blurred, ratios less so.']
      : []),
    '',
    formatTable(run.measurements),
    ...(missed.length > 0
      ? ['', 'Missed:', '', ...missed.map(({ what, reason }) => `- ${what}${reason ? `: ${reason}` : ''}`)]
      : []),
  ];
}
