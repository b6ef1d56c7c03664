import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { readTrace } from '../harness/public-api.ts';
import { seriousFindings } from './axe.ts';
import { openBrowser } from './browser.ts';
import { openPage, projectPage, signIn } from './open-page.ts';
import { sendTraces } from './send-traces.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

test('at phone width the navigation is a sheet, rows are cards, and a trace is one pane at a time', async () => {
  const [trace] = await sendTraces({ name: 'pocket-run', count: 1, error: 'the line was cut' });
  await readTrace(trace?.id ?? '', { observations: 3 });
  await using opened = await openPage(browser, { viewport: { width: 390, height: 844 }, hasTouch: true });
  const { page } = opened;
  const accessible = async (): Promise<void> => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect({ url: page.url(), colorScheme, findings: await seriousFindings(page) }).toMatchObject({ findings: [] });
    }
    // Nothing is wider than the screen.
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  };
  await signIn(page);
  await accessible();
  await page.getByRole('button', { name: 'Open the navigation' }).tap();
  await page.getByRole('dialog', { name: 'Navigation' }).getByRole('link', { name: 'Traces' }).tap();
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  const card = page.getByRole('listitem').filter({ hasText: 'pocket-run' });
  await card.waitFor();
  expect(await page.getByRole('table').count()).toBe(0);
  await accessible();
  await card.getByRole('button').tap();
  const peek = page.getByRole('dialog');
  await peek.getByText('book-ferry').waitFor();
  await accessible();

  await page.goto(projectPage(`/traces/${trace?.id}`));
  const step = page.getByRole('treeitem', { name: /book-ferry/ });
  await step.waitFor();
  expect(await page.getByText('the line was cut').count()).toBe(0);
  await accessible();
  await step.tap();
  await page.getByText('the line was cut').first().waitFor();
  expect(await step.count()).toBe(0);
  await accessible();
  await page.getByRole('radio', { name: 'Steps' }).tap();
  await step.waitFor();
  expect(opened.problems).toEqual([]);
});
