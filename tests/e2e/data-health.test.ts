import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { post, running } from '../harness/public-api.ts';
import { seriousFindings } from './axe.ts';
import { openBrowser } from './browser.ts';
import { openPage, projectPage, signIn } from './open-page.ts';

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

test('a reason of refusal shows what was refused as it came, from whom, and what to do', async () => {
  const name = `refused-${hex(4)}`;
  const bad = { traceId: hex(16), spanId: hex(8), name, attributes: 'no list', startTimeUnixNano: '1' };
  const refused = await post('/api/public/otel/v1/traces', { resourceSpans: [{ scopeSpans: [{ spans: [bad] }] }] });
  expect(refused.status).toBe(400);
  await using opened = await openPage(browser);
  const { page, problems } = opened;
  await signIn(page);
  await page.goto(projectPage('/data-health'));
  await page.getByRole('list', { name: 'Reasons' }).getByRole('button', { name: 'Attributes are not a list' }).click();
  const sheet = page.getByRole('dialog', { name: 'Refused' });
  await sheet.getByText(name).first().waitFor();
  await sheet.getByText(running().publicKey).first().waitFor();
  await sheet.getByText('Compare what is sent with the reason').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  expect(problems).toEqual([]);
});

test('history is read again after a dry run, with an answer, and nothing is counted twice', async () => {
  await sendSpans(hex(8), hex(8));
  await using opened = await openPage(browser);
  const { page, problems } = opened;
  await signIn(page);
  await page.goto(projectPage('/data-health'));
  await expect.poll(() => figure(page, 'Waiting'), { timeout: 20_000 }).toBe(0);
  const before = await figure(page, 'Received');
  const panel = page.locator('section', { has: page.getByRole('heading', { name: 'Read history again' }) });
  await panel.getByLabel('Received in').click();
  await page.getByRole('option', { name: 'A range of time' }).click();
  const dryRun = panel.getByRole('button', { name: 'Dry run' });
  expect(await dryRun.isDisabled()).toBe(true);
  await panel.getByLabel('From').fill('2020-01-01T00:00:00');
  await panel.getByLabel('To').fill('2020-01-02T00:00:00');
  await dryRun.click();
  await panel.getByText('Nothing of this time can be read again.').waitFor();
  await panel.getByLabel('Received in').click();
  await page.getByRole('option', { name: 'Everything that is kept' }).click();
  await dryRun.click();
  await panel.getByText(/would be read again/).waitFor();
  await panel.getByRole('button', { name: 'Read them again' }).click();
  const latest = panel.getByRole('list', { name: 'Replays' }).getByRole('listitem').first();
  await latest.getByText('done', { exact: true }).waitFor({ timeout: 60_000 });
  await latest.getByText(`Asked for by ${running().email}`).waitFor();
  await dryRun.waitFor();
  expect(await figure(page, 'Received')).toBe(before);
  expect(await seriousFindings(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await seriousFindings(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(problems).toEqual([]);
});
