import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { featureFiles } from './feature-files.ts';
import { namesOf } from './names.ts';
import type { Names } from './names.ts';

const MIGRATIONS = 'packages/server/migrations/postgres';

/** Writes the files of a new feature and enters it where features are listed. Throws before it writes anything. */
export function newFeature(root: string, noun: string): { files: string[]; changed: string[] } {
  if (!/^[a-z]+(-[a-z]+)*s$/.test(noun))
    throw new Error(`A feature is named by a plural noun in kebab-case, such as saved-views; "${noun}" is not one`);
  const names = namesOf(noun);
  const folder = `packages/server/src/features/${noun}`;
  if (existsSync(join(root, folder))) throw new Error(`${folder} exists`);
  const files = {
    ...Object.fromEntries(Object.entries(featureFiles(names)).map(([name, text]) => [`${folder}/${name}`, text])),
    [`${MIGRATIONS}/${nextNumber(root)}_${names.table}.sql`]: migration(names),
  };
  const edits = editsOf(names).map(({ path, edit }) => ({ path, text: edit(readFileSync(join(root, path), 'utf8')) }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  for (const { path, text } of edits) writeFileSync(join(root, path), text);
  return { files: Object.keys(files), changed: edits.map(({ path }) => path) };
}

function nextNumber(root: string): string {
  const numbers = readdirSync(join(root, MIGRATIONS))
    .map((file) => Number.parseInt(file, 10))
    .filter(Number.isFinite);
  return String(Math.max(0, ...numbers) + 1).padStart(4, '0');
}

function migration({ noun, table }: Names): string {
  return `-- safe online
-- ${noun} of a project.

CREATE TABLE ${table} (
  id         text PRIMARY KEY,
  project_id text NOT NULL REFERENCES projects (id),
  name       text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ${table}_project_id_idx ON ${table} (project_id, created_at);
`;
}

interface Edit {
  path: string;
  edit(text: string): string;
}

function editsOf(names: Names): Edit[] {
  const { noun, camel } = names;
  const key = noun.includes('-') ? `'${noun}'` : noun;
  return [
    {
      path: 'architecture.ts',
      // Before the lifecycle, which is handed what every feature keeps.
      edit: (text) => before(text, '  lifecycle: [', `  ${key}: ['projects'],\n`),
    },
    {
      path: 'packages/server/src/app/features.ts',
      edit: (text) =>
        before(
          before(text, 'import type { Feature }', `import { ${camel} } from '#features/${noun}';\n`),
          '];',
          `  ${camel},\n`,
        ),
    },
    {
      path: 'packages/server/src/app/router.ts',
      edit: (text) =>
        before(
          before(
            text,
            "import { router } from '#kernel/trpc';",
            `import { ${camel}Router } from '#features/${noun}';\n`,
          ),
          '});',
          `  ${camel}: ${camel}Router,\n`,
        ),
    },
    {
      path: 'docs/glossary.md',
      edit: (text) => before(text, '\n## How the code speaks', `| ${names.singular} | Say here what it is. |\n`),
    },
  ];
}

/** Puts the line right before the last occurrence of the mark. */
function before(text: string, mark: string, line: string): string {
  const place = text.lastIndexOf(mark);
  if (place < 0) throw new Error(`Found no place for "${line.trim()}": the text has no "${mark.trim()}"`);
  return text.slice(0, place) + line + text.slice(place);
}
