import { expect, test } from 'vitest';
import { SNIPPETS } from './snippets.ts';

const facts = { baseUrl: 'https://tidemark.example', publicKey: 'pk-tm-1', secretKey: 'sk-tm-2' };

test('every snippet carries the address and both keys', () => {
  for (const { id, files } of SNIPPETS) {
    const text = files(facts)
      .map(({ code }) => code)
      .join('\n');
    expect(text, id).toContain(facts.baseUrl);
    if (id === 'otel') expect(atob(decodeURIComponent(/Basic%20(\S+)"/.exec(text)?.[1] ?? ''))).toBe('pk-tm-1:sk-tm-2');
    else expect(text, id).toMatch(/pk-tm-1[\s\S]*sk-tm-2/);
  }
});
