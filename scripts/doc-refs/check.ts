import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

export interface DeadRef {
  file: string;
  line: number;
  ref: string;
}

const NOT_OURS = ['**/node_modules/**', '**/dist/**', 'data/**', '**/fixtures/**'];
const FOLDERS = 'packages|docs|scripts|tests|deploy|\\.ci';

/** Paths in code spans and links of Markdown, documents named in comments of the code, and `npm run` commands. */
export function checkDocRefs(root: string): DeadRef[] {
  const scripts = Object.keys(
    (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object }).scripts,
  );
  const documents = globSync('**/*.md', { cwd: root, exclude: NOT_OURS });
  const code = globSync('{packages,scripts,tests,.}/**/*.{ts,tsx,mjs,sql}', {
    cwd: root,
    exclude: [...NOT_OURS, '**/*.test.ts'],
  });
  const isThere = (path: string) => existsSync(join(root, path));
  return [
    ...documents.flatMap((file) =>
      refsIn(root, file, (line) => inMarkdown(file, line)).filter(({ ref }) => !isThere(ref)),
    ),
    ...[...new Set(code)].flatMap((file) => refsIn(root, file, documentsNamed).filter(({ ref }) => !isThere(ref))),
    ...documents.flatMap((file) => refsIn(root, file, commands).filter(({ ref }) => !scripts.includes(ref))),
  ];
}

function refsIn(root: string, file: string, find: (line: string) => string[]): DeadRef[] {
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  return lines.flatMap((line, index) => find(line).map((ref) => ({ file, line: index + 1, ref })));
}

function inMarkdown(file: string, line: string): string[] {
  const spans = matches(line, /`([^`]+)`/g).filter((span) => new RegExp(`^(${FOLDERS})/[^\\s<>*…]+$`).test(span));
  const links = matches(line, /\]\(([^)\s]+)\)/g).filter((link) => !/^([a-z]+:|#)/.test(link));
  const fromHere = links.map((link) => normalize(join(dirname(file), link.replace(/#.*/, ''))));
  return [...spans.flatMap(braces), ...fromHere];
}

/** `a/{b,c}.ts` names two files. */
function braces(path: string): string[] {
  const found = /\{([^{}]+)\}/.exec(path);
  if (!found) return [path.replace(/[:#].*$/, '')];
  return (found[1] ?? '').split(',').flatMap((choice) => braces(path.replace(found[0], choice.trim())));
}

const documentsNamed = (line: string) => matches(line, /(?<![\w/.])((?:docs\/[\w./-]+|[A-Z]{4,})\.md)/g);

function commands(line: string): string[] {
  return matches(line, /npm run ([a-z0-9:-]+)/g);
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}
