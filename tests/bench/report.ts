import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Machine } from './machine.ts';

export interface Measured {
  what: string;
  value: string;
  /** Empty where quality has no figure for it. */
  budget: string;
  /** Null where there is no budget. */
  met: boolean | null;
}

export interface Report {
  name: string;
  title: string;
  machine: Machine;
  isShort: boolean;
  rows: Measured[];
  notes: string[];
}

const RESULTS = join(import.meta.dirname, 'results');
const DOCUMENT = join(import.meta.dirname, '../../docs/benchmarks.md');

export function measured(what: string, value: string, budget = '', met: boolean | null = null): Measured {
  return { what, value, budget, met };
}

/** Prints the table and keeps it: as JSON always, in docs/benchmarks.md when the run was a full one. */
export async function publish(report: Report): Promise<void> {
  process.stdout.write(`\n${asText(report)}\n`);
  await mkdir(RESULTS, { recursive: true });
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  await writeFile(join(RESULTS, `${report.name}-${stamp}.json`), `${JSON.stringify(report, null, 2)}\n`);
  if (!report.isShort)
    await writeFile(DOCUMENT, withSection(await readFile(DOCUMENT, 'utf8').catch(() => HEAD), report));
}

function asText({ title, machine, rows, notes }: Report): string {
  const width = Math.max(...rows.map(({ what }) => what.length));
  const valueWidth = Math.max(...rows.map(({ value }) => value.length));
  const lines = rows.map((row) => `  ${row.what.padEnd(width)}  ${row.value.padStart(valueWidth)}  ${verdict(row)}`);
  return [title, `  ${machineLine(machine)}`, '', ...lines, ...notes.map((note) => `  ${note}`), ''].join('\n');
}

function verdict({ budget, met }: Measured): string {
  if (met === null) return budget;
  return `${met ? 'ok  ' : 'MISS'} (${budget})`;
}

const HEAD = `# Benchmarks

What \`npm run bench -- ingest\`, \`-- start\` and \`-- query\` measured last. Budgets are for the embedded product on two cores
with \`MEMORY_LIMIT=2g\`. Rates are given as a share of what the same engine takes of the same rows in the same run, since
machines differ and are noisy; absolute figures stand beside them.
`;

function withSection(document: string, report: Report): string {
  const [open, close] = [`<!-- ${report.name} -->`, `<!-- /${report.name} -->`];
  const section = `${open}\n${asMarkdown(report)}\n${close}`;
  const [from, to] = [document.indexOf(open), document.indexOf(close)];
  if (from === -1 || to === -1) return `${document.trimEnd()}\n\n${section}\n`;
  return `${document.slice(0, from)}${section}${document.slice(to + close.length)}`;
}

function asMarkdown({ title, machine, rows, notes }: Report): string {
  const table = rows.map(
    ({ what, value, budget, met }) =>
      `| ${what} | ${value} | ${budget} | ${met === null ? '' : met ? 'yes' : '**no**'} |`,
  );
  return [
    `## ${title}`,
    '',
    machineLine(machine),
    '',
    '| what | measured | budget | met |',
    '| --- | ---: | --- | --- |',
    ...table,
    ...(notes.length > 0 ? ['', ...notes.map((note) => `- ${note}`)] : []),
  ].join('\n');
}

function machineLine({ date, commit, cpu, cores, memoryGb, node, system, loadBefore }: Machine): string {
  return `${date}, commit ${commit}: ${cpu}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node}, load before ${loadBefore}`;
}
