import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { basicAuth, running, send } from '../harness/public-api.ts';
import { waitUntil } from '../harness/wait-until.ts';
import { seriousFindings } from './axe.ts';
import { openBrowser } from './browser.ts';
import { fillSignIn, openPage, projectPage, signIn } from './open-page.ts';

const GUEST = { email: 'grace@example.com', password: 'a ship in harbour is safe' };

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

test('who opens the link of an invitation becomes a member, and a forgotten password is set anew by mail', async () => {
  await using owner = await openPage(browser);
  await signIn(owner.page);
  await owner.page.goto(projectPage('/settings?tab=members'));
  await owner.page.getByRole('link', { name: 'Invite people' }).click();
  await owner.page.getByRole('button', { name: 'Invite', exact: true }).click();
  const dialog = owner.page.getByRole('dialog');
  await dialog.getByLabel('E-mail').fill(GUEST.email);
  expect(await seriousFindings(owner.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Send the invitation' }).click();
  const link = await dialog.getByText(/\/invite\//).textContent();
  expect(await mailTo(GUEST.email, /\/invite\//)).toBe(link);

  await using guest = await openPage(browser, { colorScheme: 'dark' });
  await guest.page.goto(link ?? '');
  await guest.page.getByLabel('Name').fill('Grace');
  await guest.page.getByLabel('Password', { exact: true }).fill('first password of grace');
  expect(await seriousFindings(guest.page)).toEqual([]);
  await guest.page.getByRole('button', { name: 'Create account' }).click();
  await guest.page.waitForURL(/\/project\//);
  await guest.page.getByText(running().projectName).first().waitFor();
  // A member reads the traces and may not change who belongs to the project.
  // Mails name the product's public address, which is another origin than the one that tests use.
  const settings = new URL(new URL(projectPage('/settings?tab=members')).pathname, link ?? '');
  await guest.page.goto(`${settings}?tab=members`);
  const row = guest.page.getByRole('listitem').filter({ hasText: GUEST.email });
  await row.getByText('member', { exact: true }).waitFor();
  await guest.page.getByRole('button', { name: 'Grace' }).click();
  await guest.page.getByRole('menuitem', { name: 'Sign out' }).click();

  await guest.page.getByRole('link', { name: 'Forgotten?' }).click();
  await guest.page.getByLabel('E-mail').fill(GUEST.email);
  await guest.page.getByRole('button', { name: 'Send the link' }).click();
  await guest.page.getByText('Look into your mail').waitFor();
  await guest.page.goto(await mailTo(GUEST.email, /reset/));
  await guest.page.getByLabel('New password').fill(GUEST.password);
  expect(await seriousFindings(guest.page)).toEqual([]);
  await guest.page.getByRole('button', { name: 'Set the password' }).click();
  await guest.page.getByText('Your new password is set.').waitFor();
  await fillSignIn(guest.page, { ...GUEST, password: 'first password of grace' });
  await guest.page.getByRole('alert').waitFor();
  await fillSignIn(guest.page, GUEST);
  await guest.page.waitForURL(/\/project\//);

  await owner.page.goto(projectPage('/settings?tab=members'));
  await owner.page.getByRole('listitem').filter({ hasText: GUEST.email }).waitFor();
  expect([...owner.problems, ...guest.problems]).toEqual([]);
});

/** The link in the newest mail to somebody whose link fits. */
async function mailTo(email: string, wanted: RegExp): Promise<string> {
  const folder = join(running().dataDir, 'outbox');
  let link: string | undefined;
  const arrived = async (): Promise<boolean> => {
    const names = await readdir(folder).catch(() => []);
    for (const name of names.toSorted((a, b) => b.localeCompare(a))) {
      const mail = (await readFile(join(folder, name), 'utf8')).replaceAll('=\n', '').replaceAll('=3D', '=');
      link = mail.includes(`To: ${email}`)
        ? mail.match(/https?:\/\/\S+/g)?.find((each) => wanted.test(each))
        : undefined;
      if (link !== undefined) return true;
    }
    return false;
  };
  await waitUntil(arrived, { what: `a mail to ${email} with ${wanted}` });
  return link ?? '';
}

test('a secret is shown once, works at once, and is refused as soon as it is revoked', async () => {
  await using opened = await openPage(browser);
  const { page } = opened;
  await signIn(page);
  await page.goto(projectPage('/settings?tab=keys'));
  await page.getByRole('button', { name: 'Create keys' }).first().click();
  await page.getByLabel('Note').fill('nightly export');
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  const keys = { publicKey: await shownKey(page, 'pk-tm-'), secretKey: await shownKey(page, 'sk-tm-') };
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'I have copied the secret' }).click();

  const row = page.getByRole('listitem').filter({ hasText: 'nightly export' });
  await row.waitFor();
  expect(await page.content()).not.toContain(keys.secretKey);
  await page.reload();
  await row.waitFor();
  expect(await page.content()).not.toContain(keys.secretKey);
  const status = async () => (await send('/api/public/projects', { headers: basicAuth(keys) })).status;
  expect(await status()).toBe(200);

  await row.getByRole('button', { name: 'Revoke the key' }).click();
  await page
    .getByRole('alertdialog')
    .or(page.getByRole('dialog'))
    .getByRole('button', { name: 'Revoke the key' })
    .click();
  await row.waitFor({ state: 'detached' });
  await expect.poll(status, { timeout: 10_000 }).toBe(401);
  expect(opened.problems).toEqual([]);
});

async function shownKey(page: Page, prefix: string): Promise<string> {
  const text = await page
    .getByRole('dialog')
    .getByText(new RegExp(`^${prefix}`))
    .textContent();
  if (text === null) throw new Error(`The dialog shows no ${prefix}…`);
  return text.trim();
}
