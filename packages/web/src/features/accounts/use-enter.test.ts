import { expect, test } from 'vitest';
import { ownPath } from './use-enter.ts';

test('after a sign-in only paths of this origin are gone to', () => {
  expect(ownPath('/project/p1/traces?filter=level+=+ERROR')).toBe('/project/p1/traces?filter=level+=+ERROR');
  for (const bad of [
    undefined,
    '',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
  ])
    expect(ownPath(bad)).toBeNull();
});
