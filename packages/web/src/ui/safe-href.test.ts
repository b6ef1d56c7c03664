import { expect, it } from 'vitest';
import { safeHref } from './safe-href.ts';

it('lets through only addresses that a link in a payload may open', () => {
  expect(safeHref('https://x.test/a?b=1')).toBe('https://x.test/a?b=1');
  expect(safeHref('mailto:a@x.test')).toBe('mailto:a@x.test');
  for (const href of [
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'data:text/html,x',
    '/settings',
    '//x',
    'file:///etc',
    undefined,
  ])
    expect(safeHref(href)).toBeNull();
});
