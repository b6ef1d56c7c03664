import { measureIngest } from './measure-ingest.ts';
import { measureQuery } from './measure-query.ts';
import { measureStart } from './measure-start.ts';
import { publish } from './report.ts';

const MEASURES = { ingest: measureIngest, start: measureStart, query: measureQuery };

const USAGE = `npm run bench -- ingest|start|query [--short]

Measures on this machine, with the engine alone as the control of the same run. --short checks that it works and
leaves docs/benchmarks.md as it is.
`;

async function main() {
  const [name, ...flags] = process.argv.slice(2);
  const measure = Object.entries(MEASURES).find(([known]) => known === name)?.[1];
  if (!measure || flags.some((flag) => flag !== '--short')) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  await publish(await measure(flags.includes('--short')));
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack}\n`);
  process.exitCode = 1;
});
