import { expect, test } from 'vitest';
import { SNIPPETS } from './snippets.ts';

const facts = { baseUrl: 'https://tidemark.example', publicKey: 'pk-tm-1', secretKey: 'sk-tm-2' };
const textOf = (id: string): string =>
  SNIPPETS.filter((snippet) => snippet.id === id)
    .flatMap(({ files }) => files(facts))
    .map(({ code }) => code)
    .join('\n');

test.each(SNIPPETS.map(({ id }) => id))('the %s snippet carries the address', (id) => {
  expect(textOf(id)).toContain(facts.baseUrl);
});

test.each(SNIPPETS.map(({ id }) => id).filter((id) => id !== 'otel'))('the %s snippet carries both keys', (id) => {
  expect(textOf(id)).toMatch(/pk-tm-1[\s\S]*sk-tm-2/);
});

test('the OpenTelemetry header decodes to both keys', () => {
  const header = /Basic%20(\S+)"/.exec(textOf('otel'))?.[1] ?? '';
  expect(atob(decodeURIComponent(header))).toBe('pk-tm-1:sk-tm-2');
});
