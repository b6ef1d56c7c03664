import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { readTrace, send } from '../harness/public-api.ts';
import { seriousFindings } from './axe.ts';
import { openBrowser } from './browser.ts';
import { openPage, projectPage, signIn } from './open-page.ts';
import { sendTraces } from './send-traces.ts';
import type { SentTrace } from './send-traces.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** Stored traces of a name that no other test uses. */
async function traces(name: string, count: number, sessionId?: string): Promise<SentTrace[]> {
  const sent = await sendTraces({ name, count, ...(sessionId === undefined ? {} : { sessionId }) });
  for (const { id } of sent) await readTrace(id, { observations: 2 });
  return sent;
}

const statusOf = async (id: string) => (await send(`/api/public/traces/${id}`)).status;
const named = (name: string) => projectPage(`/traces?filter=${encodeURIComponent(`name = "${name}"`)}`);
const listed = (page: Page, name: string) => page.getByRole('link', { name, exact: true });

test('selected traces are deleted with two keys, are gone for every reader, and come back with one press of undo', async () => {
  const sent = await traces('undo-me', 3);
  await using opened = await openPage(browser);
  const { page } = opened;
  await signIn(page);
  await page.goto(named('undo-me'));
  await listed(page, 'undo-me').nth(2).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  const bar = page.getByRole('toolbar', { name: 'Selected rows' });
  await bar.getByText('2 selected').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await bar.getByRole('button', { name: 'Delete' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('2 traces are deleted').first().waitFor();
  await expect.poll(() => listed(page, 'undo-me').count()).toBe(1);
  const statuses = () => Promise.all(sent.map(({ id }) => statusOf(id)));
  expect((await statuses()).filter((status) => status === 404)).toHaveLength(2);
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByText('Brought back').first().waitFor();
  await expect.poll(() => listed(page, 'undo-me').count()).toBe(3);
  expect(await statuses()).toEqual([200, 200, 200]);
  expect(opened.problems).toEqual([]);
});

test('the trash says what was deleted, by whom and until when, and brings one deletion back without the others', async () => {
  const [first, second] = [await traces('trash-me', 1, 'trash-session'), await traces('keep-me-deleted', 1)];
  await using opened = await openPage(browser);
  const { page } = opened;
  await signIn(page);
  await page.goto(projectPage(`/traces/${second[0]?.id}`));
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Delete the trace' }).click();
  await page.waitForURL(/\/traces(\?|$)/);
  await page.goto(projectPage('/sessions/trash-session'));
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.waitForURL(/\/sessions(\?|$)/);

  await page.goto(projectPage(''));
  await page.getByRole('link', { name: 'Trash' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('x');
  const row = page.getByRole('listitem').filter({ hasText: 'trash-session' });
  await row.getByText(/by harness@example.com/).waitFor();
  await row.getByText('6 days left').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await row.getByRole('button', { name: 'Restore' }).click();
  await row.waitFor({ state: 'detached' });
  await expect.poll(() => statusOf(first[0]?.id ?? '')).toBe(200);
  expect(await statusOf(second[0]?.id ?? '')).toBe(404);

  const other = page.getByRole('listitem').filter({ hasText: second[0]?.id ?? '' });
  await other.getByRole('button', { name: 'Delete for good' }).click();
  await page.getByLabel('Why').fill('Nobody needs it');
  await page.keyboard.press('Enter');
  // A worker may have been so quick that there is nothing left to show.
  const goes = async () => (await other.count()) === 0 || other.getByText(/due now|Is going for good/).isVisible();
  await expect.poll(goes, { timeout: 20_000 }).toBe(true);
  expect(opened.problems).toEqual([]);
});

test('all that a filter shows goes at once, also what the list has not loaded, and comes back as one', async () => {
  const sent = await sendTraces({ name: 'sweep-me', count: 120 });
  const [kept] = await traces('keep-me', 1);
  await readTrace(sent.at(-1)?.id ?? '', { observations: 2 });
  await using opened = await openPage(browser);
  const { page } = opened;
  await signIn(page);
  await page.goto(named('sweep-me'));
  await listed(page, 'sweep-me').first().waitFor();
  const all = page.getByRole('checkbox', { name: 'Select all loaded rows' });
  const sweep = page.getByRole('button', { name: 'Delete all 120 that match…' });
  // The next page may come while the first one is selected.
  const isOffered = async () => {
    if ((await all.getAttribute('aria-checked')) !== 'true') await all.click();
    return sweep.isVisible();
  };
  await expect.poll(isOffered, { timeout: 20_000, interval: 500 }).toBe(true);
  await sweep.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/also what is not loaded in this list/).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Delete 120' }).click();
  await expect.poll(() => statusOf(sent.at(-1)?.id ?? ''), { timeout: 30_000 }).toBe(404);
  expect([await statusOf(sent[0]?.id ?? ''), await statusOf(kept?.id ?? '')]).toEqual([404, 200]);

  await page.goto(projectPage('/trash'));
  const row = page.getByRole('listitem').filter({ hasText: '120 traces' });
  await row.getByRole('button', { name: 'Look inside' }).click();
  await expect.poll(() => dialog.getByText('sweep-me').count(), { timeout: 20_000 }).toBe(50);
  expect(await seriousFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await row.getByRole('button', { name: 'Restore' }).click();
  await row.waitFor({ state: 'detached' });
  await expect.poll(() => statusOf(sent.at(-1)?.id ?? ''), { timeout: 30_000 }).toBe(200);
  expect(opened.problems).toEqual([]);
}, 240_000);

test('a masking rule is tried, saved, and in force for what is sent a few seconds later', async () => {
  await using opened = await openPage(browser);
  const { page } = opened;
  await signIn(page);
  await page.goto(projectPage('/settings?tab=data'));
  await page.getByRole('button', { name: 'Add a rule' }).click();
  await page.getByLabel('Pattern of rule 1').fill('secret-\\d+');
  await page.getByLabel('Replacement of rule 1').fill('[gone]');
  await page.getByLabel('Try it').fill('{"note": "it is secret-42"}');
  await page.getByRole('button', { name: 'Mask it' }).click();
  await page.getByText('it is [gone]').first().waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  const rules = page.locator('form').filter({ has: page.getByRole('list', { name: 'Masking rules' }) });
  await rules.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The rules are saved').first().waitFor();
  const nameOf = async (): Promise<unknown> => {
    const [trace] = await traces('of secret-42', 1);
    return (await send(`/api/public/traces/${trace?.id}`)).json['name'];
  };
  await expect.poll(nameOf, { timeout: 60_000 }).toBe('of [gone]');

  await page.getByRole('button', { name: 'Remove rule 1' }).click();
  await page.locator('form').filter({ hasText: 'Nothing is masked.' }).getByRole('button', { name: 'Save' }).click();
  await expect.poll(nameOf, { timeout: 60_000 }).toBe('of secret-42');
  expect(opened.problems).toEqual([]);
});
