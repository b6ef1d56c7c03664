import { expect, test } from 'vitest';
import { keyOf, referencesIn, resolveReferences } from './composition.ts';
import type { PromptRow, WantedVersion } from './store/prompts.sql.ts';

const AT = new Date('2026-11-20T10:00:00Z');

function version(name: string, prompt: PromptRow['prompt'], own: Partial<PromptRow> = {}): PromptRow {
  const type = typeof prompt === 'string' ? 'text' : 'chat';
  const fixed = { tags: [], config: {}, commitMessage: null, createdBy: 'u', createdAt: AT, updatedAt: AT };
  return {
    id: `${name}-${own.version ?? 1}`,
    name,
    version: 1,
    type,
    prompt,
    labels: [],
    isLatest: true,
    ...fixed,
    ...own,
  };
}

const refer = (name: string, which: string) => `@@@langfusePrompt:name=${name}|${which}@@@`;

/** Answers from a list, as the store would: by number, or by label. */
function among(...rows: PromptRow[]) {
  return async (wanted: WantedVersion[]) =>
    new Map(
      wanted.flatMap((one) => {
        const row = rows.find(
          ({ name, version: number, labels }) =>
            name === one.name && (one.version === null ? labels.includes(one.label ?? '') : number === one.version),
        );
        return row ? [[keyOf(one), row]] : [];
      }),
    );
}

test('references are found once each, by number and by label, in every text of a chat', () => {
  const chat = [
    { role: 'system', content: `${refer('tone', 'label=production')} ${refer('a/b', 'version=12')}` },
    { role: 'user', content: `again ${refer('tone', 'label=production')}` },
  ];
  expect(referencesIn(chat)).toEqual([
    { name: 'tone', version: null, label: 'production' },
    { name: 'a/b', version: 12, label: null },
  ]);
});

test.each([
  '@@@langfusePrompt:name=x@@@',
  '@@@langfusePrompt:name=x|version=a@@@',
  '@@@langfusePrompt:name=|version=1@@@',
])('what only looks like a reference stays as it is: %s', async (text) => {
  expect(referencesIn(text)).toEqual([]);
  expect(await resolveReferences(version('root', text), among())).toEqual({ prompt: text, graph: null });
});

test('what is referred to is put in, through levels, and the graph says which versions', async () => {
  const root = version('root', [{ role: 'system', content: `Be ${refer('tone', 'label=production')}!` }]);
  const tone = version('tone', `kind, ${refer('rules', 'version=2')}`, { labels: ['production'] });
  const rules = version('rules', 'never $& rude', { version: 2 });
  const { prompt, graph } = await resolveReferences(root, among(tone, rules));
  expect(prompt).toEqual([{ role: 'system', content: 'Be kind, never $& rude!' }]);
  expect(graph).toEqual({
    root: { id: 'root-1', name: 'root', version: 1 },
    dependencies: {
      'root-1': [{ id: 'tone-1', name: 'tone', version: 1 }],
      'tone-1': [{ id: 'rules-2', name: 'rules', version: 2 }],
    },
  });
});

test('a label that looks like a number is not the version of that number', async () => {
  const root = version('root', refer('a', 'label=2'));
  const labelled = version('a', 'by label', { version: 1, labels: ['2'] });
  const numbered = version('a', 'by number', { version: 2 });
  expect((await resolveReferences(root, among(labelled, numbered))).prompt).toBe('by label');
});

test.each([
  ['nothing', [], 'Prompt dependency not found'],
  ['a chat prompt', [version('a', [])], 'not a text prompt'],
  [
    'itself',
    [version('a', refer('root', 'version=1')), version('root', 'x')],
    'Circular dependency detected: root → a → root',
  ],
])('a reference to %s is refused with a reason', async (_, rows, reason) => {
  const root = version('root', refer('a', 'version=1'));
  await expect(resolveReferences(root, among(...rows))).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining(reason),
  });
});

test('five levels are put in, the sixth is refused', async () => {
  const chain = (depth: number) =>
    Array.from({ length: depth }, (_, n) =>
      version(`p${n}`, n + 1 === depth ? 'end' : refer(`p${n + 1}`, 'version=1')),
    );
  const resolve = (rows: PromptRow[]) => resolveReferences(rows[0] as PromptRow, among(...rows));
  expect((await resolve(chain(6))).prompt).toBe('end');
  await expect(resolve(chain(7))).rejects.toThrow('nested deeper than 5');
});

test('prompts that double at every level are refused before they fill the memory', async () => {
  const rows = Array.from({ length: 5 }, (_, n) =>
    version(`p${n}`, n === 4 ? 'x'.repeat(1000) : refer(`p${n + 1}`, 'version=1').repeat(40)),
  );
  await expect(resolveReferences(rows[0] as PromptRow, among(...rows))).rejects.toThrow('over 4000000 characters');
});
