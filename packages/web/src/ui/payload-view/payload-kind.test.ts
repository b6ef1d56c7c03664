import { describe, expect, it } from 'vitest';
import { LARGE_PAYLOAD, looksLikeMarkdown, readPayload } from './payload-kind.ts';

const viewsOf = (text: string) => readPayload(text).views;

describe('readPayload', () => {
  it('shows messages as a chat, other structures as JSON, words as words', () => {
    expect(viewsOf('[{"role":"user","content":"Hi"}]')).toEqual(['chat', 'json', 'text']);
    expect(viewsOf('{"a":1}')).toEqual(['json', 'text']);
    expect(viewsOf('# Title\n\nwords')).toEqual(['markdown', 'text']);
    expect(viewsOf('just words')).toEqual(['text', 'markdown']);
  });

  it('shows the words inside the JSON of one string, and numbers as they are', () => {
    expect(readPayload('"**bold** claim"')).toMatchObject({ words: '**bold** claim', views: ['markdown', 'text'] });
    expect(viewsOf('42')).toEqual(['text', 'markdown']);
  });

  it('treats broken JSON as text and loses nothing of it', () => {
    expect(readPayload('{"cut off": ')).toMatchObject({
      words: '{"cut off": ',
      json: undefined,
      views: ['text', 'markdown'],
    });
  });

  it('does not parse what is too large to look at', () => {
    const text = `[${'1,'.repeat(LARGE_PAYLOAD / 2)}1]`;
    expect(readPayload(text)).toMatchObject({ json: undefined, chat: null });
  });
});

describe('looksLikeMarkdown', () => {
  it.each(['```js\nx\n```', '- a\n- b', '1. a\n2. b', 'see [it](https://x.test)', '| a | b |\n|---|---|', 'a **b** c'])(
    'knows %j',
    (text) => {
      expect(looksLikeMarkdown(text)).toBe(true);
    },
  );

  it.each(['a * b * c', '- one dash', 'price: 3 # not a title', 'x = [1](2'])('leaves %j alone', (text) => {
    expect(looksLikeMarkdown(text)).toBe(false);
  });
});
