import { seriousFindings } from './axe.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { startTidemark } from '../harness/start-tidemark.ts';
import type { Tidemark } from '../harness/start-tidemark.ts';
import { openBrowser } from './browser.ts';
import { sendAgentRun } from './send-agent-run.ts';

let tidemark: Tidemark;
let browser: Browser;
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  tidemark = await startTidemark();
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401')) problems.push(message.text());
  });
});

afterAll(async () => {
  await browser?.close();
  await tidemark?.[Symbol.asyncDispose]();
});

test(
  'from sign-in to the failing step of a trace that arrived by itself, and what it cost',
  { timeout: 180_000 },
  async () => {
    await page.goto(tidemark.url);
    await page.getByLabel('E-mail').fill(tidemark.email);
    await page.getByLabel('Password', { exact: true }).fill(tidemark.password);
    await page.getByRole('button', { name: 'Sign in' }).click();

    await page.getByRole('link', { name: 'Getting started' }).click();
    await page.getByRole('heading', { name: 'Send the first trace' }).waitFor();
    await page
      .getByRole('button', { name: /create.*key/i })
      .first()
      .click();
    const secretKey = await page
      .getByText(/^sk-tm-/)
      .first()
      .textContent();
    const publicKey = await page
      .getByText(/^pk-tm-/)
      .first()
      .textContent();
    if (!secretKey || !publicKey) throw new Error('the page showed no keys');

    const { traceId } = await sendAgentRun({ baseUrl: tidemark.url, publicKey, secretKey });
    // The page turns into the list by itself as soon as the first event is there.
    await page.waitForURL(/\/traces/);
    await page.getByRole('link', { name: 'plan-trip' }).first().click();
    await page.waitForURL(new RegExp(traceId));
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(new RegExp(`/traces/${traceId}`));

    const failing = page.getByRole('treeitem', { name: /book-hotel/ });
    await failing.waitFor();
    await page.keyboard.press('e');
    await page.getByText('card was declined').first().waitFor();
    expect(page.url()).toContain('observation=');

    await page.getByRole('treeitem', { name: /write-answer/ }).click();
    await page.getByText('$0.0038').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(problems).toEqual([]);
  },
);

test('the traces list shows a trace that arrives while one looks, without a reload', { timeout: 120_000 }, async () => {
  await page.goto(`${tidemark.url}/project/${tidemark.projectId}/traces`);
  await page.getByText('plan-trip').first().waitFor();
  const before = await page.getByText('plan-trip').count();
  await sendAgentRun({ baseUrl: tidemark.url, publicKey: tidemark.publicKey, secretKey: tidemark.secretKey });
  await page.getByRole('button', { name: /new/i }).first().click();
  await expect.poll(() => page.getByText('plan-trip').count(), { timeout: 20_000 }).toBeGreaterThan(before);
});

test.each(['light', 'dark'] as const)(
  'no page has a serious accessibility finding in the %s theme',
  { timeout: 120_000 },
  async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    const settings = ['/settings', '/settings?tab=data', '/settings?tab=audit'];
    for (const path of ['', '/traces', '/sessions', '/trash', ...settings, '/getting-started']) {
      await page.goto(`${tidemark.url}/project/${tidemark.projectId}${path}`, { waitUntil: 'networkidle' });
      expect({ path, findings: await seriousFindings(page) }).toEqual({ path, findings: [] });
    }
  },
);
