import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { post, running } from '../harness/public-api.ts';
import { seriousFindings } from './axe.ts';
import { openBrowser } from './browser.ts';
import { openPage, signIn } from './open-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

const hex = (bytes: number) => randomBytes(bytes).toString('hex');

async function sendSpans(...spanIds: string[]) {
  const nanos = String(BigInt(Date.now()) * 1_000_000n);
  const times = { startTimeUnixNano: nanos, endTimeUnixNano: nanos };
  const spans = spanIds.map((spanId) => ({ traceId: hex(16), spanId, name: 'counted', ...times }));
  const answer = await post('/api/public/otel/v1/traces', { resourceSpans: [{ scopeSpans: [{ spans }] }] });
  expect(answer.status).toBe(200);
}

/** The figure of a line of the balance. */
async function figure(page: Page, label: string): Promise<number> {
  const line = page.locator('dl > div').filter({ has: page.locator('dt', { hasText: new RegExp(`^${label}`) }) });
  return Number((await line.locator('dd').innerText()).replaceAll(',', ''));
}

test('a refused span is explained on the data health page, and every event that was sent is in the balance', async () => {
  await sendSpans(hex(8), hex(8), 'no hex');
  await using opened = await openPage(browser);
  const { page, problems } = opened;
  await signIn(page);
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await page.waitForURL(`**/project/${running().projectId}/data-health`);
  const reasons = page.getByRole('list', { name: 'Reasons' });
  await reasons.getByText(/spanId is missing/).waitFor();
  await reasons.getByText(/a span id 16/).waitFor();
  await page.getByText('No dead letters', { exact: true }).waitFor();
  await page.getByRole('img', { name: /Events over time/ }).waitFor();
  await expect.poll(() => figure(page, 'Waiting'), { timeout: 20_000 }).toBe(0);
  const figures = await Promise.all(
    ['Stored', 'Waiting', 'Dead letters', 'Refused'].map((label) => figure(page, label)),
  );
  expect(figures.reduce((sum, one) => sum + one, 0)).toBe(await figure(page, 'Received'));
  expect(figures[0]).toBeGreaterThanOrEqual(2);
  expect(await seriousFindings(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await seriousFindings(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(problems).toEqual([]);
});
