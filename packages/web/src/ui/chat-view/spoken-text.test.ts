import { expect, test } from 'vitest';
import { spokenText } from './spoken-text.ts';

test('a known field is what was said, whatever stands beside it', () => {
  expect(spokenText({ sessionId: 'chat-1', message: 'My tent broke' })).toEqual({ text: 'My tent broke', others: 1 });
});

test('the only field is what was said when it is a text', () => {
  expect(spokenText({ report: 'All is well.' })).toEqual({ text: 'All is well.', others: 0 });
  expect(spokenText({ tickets: { count: 45 } })).toBeNull();
});

test('structures without words stay structures', () => {
  expect(spokenText({ id: 'a', kind: 'b' })).toBeNull();
  expect(spokenText(['a'])).toBeNull();
  expect(spokenText(undefined)).toBeNull();
});
