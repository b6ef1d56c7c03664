import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FEATURE_USES } from '../../architecture.ts';
import { table } from './markdown.ts';

const START = '<!-- features: generated from architecture.ts and the head comments of the features -->';
const END = '<!-- /features -->';

/** ARCHITECTURE.md with its feature table brought up to date; the rest of it is written by people. */
export function architectureMap(text: string): string {
  const [before, rest] = text.split(START);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new Error(`ARCHITECTURE.md lacks the marks of its feature table: ${START} … ${END}`);
  return `${before}${START}\n${featureTable()}\n${END}${after}`;
}

function featureTable(): string {
  const rows = Object.entries(FEATURE_USES).map(([name, uses]) => [
    `\`packages/server/src/features/${name}/index.ts\``,
    about(name),
    uses.length === 0 ? '–' : uses.join(', '),
  ]);
  return table(['Feature', 'What it is', 'May use'], rows);
}

/** The first sentence of the comment at the head of a feature's face. */
function about(name: string): string {
  const face = readFileSync(join(import.meta.dirname, `../../packages/server/src/features/${name}/index.ts`), 'utf8');
  const comment = /^\/\*\*(.*?)\*\//s.exec(face)?.[1];
  if (!comment) throw new Error(`The feature ${name} has no comment at the head of its index.ts`);
  const text = comment.replaceAll(/\s*\n \* ?/g, ' ').trim();
  return /^.*?[.](?=\s|$)/.exec(text)?.[0] ?? text;
}
