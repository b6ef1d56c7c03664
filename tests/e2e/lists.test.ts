import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { readTrace } from '../harness/public-api.ts';
import { seriousFindings } from './axe.ts';
import { openBrowser } from './browser.ts';
import { openPage, projectPage, signIn } from './open-page.ts';
import type { OpenedPage } from './open-page.ts';
import { sendTraces } from './send-traces.ts';
import type { SentTrace } from './send-traces.ts';

const COUNT = 40;

let browser: Browser;
let opened: OpenedPage;
let page: Page;
let sent: SentTrace[];

beforeAll(async () => {
  sent = await sendTraces({ name: 'list-run', count: COUNT, error: 'timed out', sessionId: 'list-session' });
  await Promise.all([sent.at(0), sent.at(-1)].map((trace) => readTrace(trace?.id ?? '', { observations: 3 })));
  browser = await openBrowser();
  opened = await openPage(browser);
  page = opened.page;
  await signIn(page);
});
afterAll(() => browser?.close());

test('an address brings back filter, order, columns, density and the row that was looked at', async () => {
  await page.goto(projectPage('/traces?filter=name+=+list-run'));
  await page.getByText(`${COUNT} traces`, { exact: true }).waitFor();
  await page.getByRole('columnheader', { name: 'Tokens' }).getByRole('button').click();
  await page.waitForURL(/sort=-totalTokens/);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Output', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Steps', exact: true }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Compact rows' }).click();
  await page.waitForURL(/density=compact/);
  // The oldest has the most tokens, so it is the first row now.
  await page.getByRole('link', { name: 'list-run' }).first().click();
  await page.waitForURL(new RegExp(`peek=${sent.at(-1)?.id}`));
  await page.getByRole('complementary').getByText('write-answer').waitFor();

  const before = await look(page);
  expect(before.headers).toContain('Steps');
  expect(before.headers).not.toContain('Output');
  await page.reload();
  await page.getByRole('complementary').getByText('write-answer').waitFor();
  await page.getByText(`${COUNT} traces`, { exact: true }).waitFor();
  expect(await look(page)).toEqual(before);
  expect(await seriousFindings(page)).toEqual([]);
});

interface ListLook {
  url: string;
  headers: string[];
  filter: string | null;
  rowHeight: number | undefined;
  current: string | null;
}

/** What a person sees of a list's state. */
async function look(list: Page): Promise<ListLook> {
  const rows = list.getByRole('row');
  return {
    url: list.url(),
    headers: await list.getByRole('columnheader').allInnerTexts(),
    filter: await list.getByText('list-run').first().textContent(),
    rowHeight: (await rows.nth(2).boundingBox())?.height,
    current: await list.getByRole('complementary').getAttribute('aria-label'),
  };
}

test('what arrives is announced and moves no row until it is asked for', async () => {
  await page.goto(projectPage('/traces?filter=name+=+list-run+or+name+=+late-run'));
  await page.getByText(`${COUNT} traces`, { exact: true }).waitFor();
  const table = page.getByRole('table', { name: 'Traces' });
  await table.evaluate((element) => element.scrollTo({ top: 320 }));
  const firstInSight = () =>
    table.evaluate((element) => {
      const top = element.getBoundingClientRect().top + 40;
      const rows = [...element.querySelectorAll<HTMLElement>('[role="row"][aria-rowindex]')];
      return rows
        .find((row) => row.getBoundingClientRect().top >= top)
        ?.querySelector('a')
        ?.getAttribute('href');
    });
  const before = await firstInSight();
  expect(before).toMatch(/traces\//);

  const [late] = await sendTraces({ name: 'late-run', count: 1 });
  const pill = page.getByRole('button', { name: '1 new' });
  await pill.waitFor({ timeout: 40_000 });
  expect(await firstInSight()).toBe(before);
  expect(await page.getByRole('link', { name: 'late-run' }).count()).toBe(0);

  await pill.click();
  await page.getByRole('link', { name: 'late-run' }).first().waitFor();
  expect(await table.getByRole('link').first().getAttribute('href')).toContain(late?.id);
});

const SESSION = '/sessions/list-session';

test('a theme that was chosen stays, and every list is accessible in both', async () => {
  for (const theme of ['Dark', 'Light'] as const) {
    await page.goto(projectPage('/traces'));
    await page.getByRole('button', { name: `${theme} theme` }).click();
    for (const path of ['/traces?filter=name+=+late-run', '/traces?list=steps&filter=name+=+late-run', SESSION]) {
      await page.goto(projectPage(path));
      expect(await page.locator('html').getAttribute('data-theme')).toBe(theme.toLowerCase());
      await page
        .getByText(path === SESSION ? 'list-run' : 'late-run')
        .first()
        .waitFor();
      expect({ path, findings: await seriousFindings(page) }).toEqual({ path, findings: [] });
    }
  }
});

test('a session reads as a conversation and lasts as long as its steps', async () => {
  const [turn] = await sendTraces({ name: 'lone-turn', count: 1, sessionId: 'lone-session' });
  await readTrace(turn?.id ?? '', { observations: 2 });
  await page.goto(projectPage('/sessions?filter=id+=+lone-session'));
  const row = page.getByRole('row').filter({ hasText: 'lone-session' });
  await row.getByText('900 ms').waitFor();
  await row.getByRole('link').click();
  const turnOne = page.getByRole('article', { name: 'Turn 1' });
  await turnOne.getByText('Bergen').waitFor();
  expect(await turnOne.getByText('900 ms').count()).toBe(1);
});

test('the first page needs no more than 350 kB of scripts', async () => {
  await using fresh = await openPage(browser, { storageState: await opened.context.storageState() });
  for (const path of ['', '/traces']) {
    let bytes = 0;
    const cdp = await fresh.context.newCDPSession(fresh.page);
    await cdp.send('Network.enable');
    await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
    const scripts = new Set<string>();
    cdp.on('Network.responseReceived', ({ requestId, response }) => {
      if (/javascript/.test(response.mimeType)) scripts.add(requestId);
    });
    cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) bytes += encodedDataLength;
    });
    await fresh.page.goto(projectPage(path), { waitUntil: 'networkidle' });
    await cdp.detach();
    expect(scripts.size).toBeGreaterThan(2);
    expect({ path, kB: Math.round(bytes / 1000) }).toSatisfy(({ kB }: { kB: number }) => kB > 50 && kB <= 350);
  }
});

test('no page complained', () => {
  expect(opened.problems).toEqual([]);
});
