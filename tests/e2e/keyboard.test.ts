import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { readTrace, running } from '../harness/public-api.ts';
import { seriousFindings } from './axe.ts';
import { openBrowser } from './browser.ts';
import { openPage } from './open-page.ts';
import { sendTraces } from './send-traces.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

test('from sign-in to the link of a failing step without touching the mouse', async () => {
  const sent = await sendTraces({ name: 'keyboard-run', count: 3, error: 'no seat is left' });
  await Promise.all(sent.map(({ id }) => readTrace(id, { observations: 3 })));
  await using opened = await openPage(browser, { permissions: ['clipboard-read', 'clipboard-write'] });
  const { page, problems } = opened;
  const { keyboard } = page;

  await page.goto(running().url);
  await page.getByLabel('E-mail').waitFor();
  await expect.poll(() => focused(page)).toBe('E-mail');
  await keyboard.type(running().email);
  await keyboard.press('Tab');
  await keyboard.type(running().password);
  await keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Home' }).waitFor();

  await keyboard.press('Control+k');
  await page.getByPlaceholder(/Go to a page/).waitFor();
  await keyboard.type('traces');
  await keyboard.press('Enter');
  await page.getByRole('table', { name: 'Traces' }).waitFor();

  await keyboard.press('f');
  await expect.poll(() => focused(page)).toBe('Filter or search');
  await keyboard.type('level is error and name = keyboard-run');
  await keyboard.press('Enter');
  await page.waitForURL(/filter=.*ERROR/);
  await page.getByText('3 traces', { exact: true }).waitFor();
  expect(await page.getByRole('link', { name: 'keyboard-run' }).count()).toBe(3);
  await keyboard.press('Escape');

  await keyboard.press('j');
  await keyboard.press('j');
  await keyboard.press('j');
  await keyboard.press('k');
  await keyboard.press('Enter');
  const [, second] = sent;
  await page.waitForURL(new RegExp(`peek=${second?.id}`));
  await page
    .getByRole('complementary', { name: /^Traces/ })
    .getByText('book-ferry')
    .waitFor();

  await keyboard.press('Control+Enter');
  await page.waitForURL(new RegExp(`/traces/${second?.id}`));
  await page.getByRole('treeitem', { name: /book-ferry/ }).waitFor();
  await keyboard.press('e');
  await page.getByText('no seat is left').first().waitFor();
  expect(page.url()).toContain('observation=');

  await keyboard.press('/');
  await keyboard.type('pier 4');
  await page.waitForURL(/find=pier/);
  await page.getByText(/^. of 1$/).waitFor();
  await keyboard.press('Enter');
  await page.getByRole('heading', { name: 'write-answer' }).waitFor();
  await keyboard.press('Escape');

  await keyboard.press('c');
  await page.getByText('Link copied', { exact: true }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  expect(await seriousFindings(page)).toEqual([]);

  // Each escape undoes one thing: the search, the selection, the page.
  await expect
    .poll(async () => {
      await keyboard.press('Escape');
      return new URL(page.url()).pathname;
    })
    .toMatch(/\/traces$/);
  await page.getByText('3 traces', { exact: true }).waitFor();
  expect(problems).toEqual([]);
});

/** The name of what has the keyboard: its label, or its `aria-label`. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
    return element?.getAttribute('aria-label') ?? labels[0]?.textContent?.trim() ?? '';
  });
