import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { SETTINGS } from '#config/env';
import { ERROR_CODES } from '#domain/errors';
import { KEY_PERMISSIONS, PERMISSIONS } from '#domain/permissions';

const root = (path: string) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));
const sources = (pattern: string) =>
  globSync(pattern, { cwd: root('.'), exclude: ['**/node_modules/**'] })
    .filter((file) => !file.includes('.test.'))
    .map((file) => ({ file, text: readFileSync(root(file), 'utf8') }));

const features = sources('packages/server/src/features/**/*.ts');
/** Permissions that verbs ask for, and those that code asks an actor for by name. */
const asked = new Set(
  features.flatMap(({ text }) => [...text.matchAll(/(?:permission: |may\()'([^']+)'/g)].map((match) => match[1])),
);

test('every permission is asked for by a verb, or is what a kind of key is for', () => {
  const byKeys: ReadonlySet<string> = new Set(Object.values(KEY_PERMISSIONS).flat());
  expect(asked.size).toBeGreaterThan(10);
  expect(PERMISSIONS.filter((permission) => !asked.has(permission) && !byKeys.has(permission))).toEqual([]);
});

test('every error code is documented, and the document names no other', () => {
  const documented = [...readFileSync(root('docs/errors.md'), 'utf8').matchAll(/^\| `(\w+)`/gm)].map(
    (match) => match[1],
  );
  expect(documented).toEqual(ERROR_CODES);
});

test('every setting is documented and in the example', () => {
  const names = Object.keys(SETTINGS);
  const documented = [...readFileSync(root('docs/config.md'), 'utf8').matchAll(/^\| `(\w+)`/gm)].map(
    (match) => match[1],
  );
  const example = [...readFileSync(root('.env.example'), 'utf8').matchAll(/^#(\w+)=$/gm)].map((match) => match[1]);
  expect({ documented, example }).toEqual({ documented: names, example: names });
  expect(names.length).toBeLessThan(80);
});

test('every feature says at its head what it is', () => {
  const faces = features.filter(({ file }) => /features\/[^/]+\/index\.ts$/.test(file));
  expect(faces.length).toBeGreaterThan(8);
  expect(faces.filter(({ text }) => !text.startsWith('/**')).map(({ file }) => file)).toEqual([]);
});
