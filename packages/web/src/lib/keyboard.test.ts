import { expect, test } from 'vitest';
import { nameKey } from './keyboard.ts';

const press = (
  key: string,
  held: { metaKey?: boolean; ctrlKey?: boolean; altKey?: boolean; isComposing?: boolean } = {},
) => nameKey({ key, metaKey: false, ctrlKey: false, altKey: false, isComposing: false, ...held });

test('keys are named as shortcuts write them', () => {
  expect(press('J')).toBe('j');
  expect(press('?')).toBe('?');
  expect(press('Escape')).toBe('escape');
  expect(press(' ')).toBe('space');
  expect(press('k', { metaKey: true })).toBe('mod+k');
  expect(press('k', { ctrlKey: true })).toBe('mod+k');
});

test('modifiers alone, composed text and alt combinations are nobody’s shortcut', () => {
  expect(press('Shift')).toBeNull();
  expect(press('a', { isComposing: true })).toBeNull();
  expect(press('l', { altKey: true })).toBeNull();
});
