import { URI } from 'otpauth';
import type { TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { running } from '../harness/public-api.ts';
import { appCode } from './app-code.ts';
import { seriousFindings } from './axe.ts';
import { openBrowser } from './browser.ts';
import { fillSignIn, openPage } from './open-page.ts';

const PERSON = { name: 'Hedy', email: 'hedy@example.com', password: 'frequencies that hop' };

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

test('two-step sign-in is set up with an authenticator app, asked for from then on, and a lost phone is no lost account', async () => {
  await using opened = await openPage(browser);
  const { page } = opened;
  await signUp(page);
  await page.goto(`${running().url}/account`);
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByLabel('Your password').fill(PERSON.password);
  await page.keyboard.press('Enter');
  await page.getByRole('img', { name: /QR image/ }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  const key = await page.getByRole('dialog').locator('code').textContent();
  const app = URI.parse(`otpauth://totp/Tidemark?secret=${key}`) as TOTP;
  await page.getByLabel('Code', { exact: true }).fill('000000');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText(/wrong/).waitFor();
  // The step before still counts, and leaves this one for the sign-in below.
  await page.getByLabel('Code', { exact: true }).fill(await appCode(app, -1));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Keep your backup codes' }).waitFor();
  const backupCode = /\w{5}-\w{5}/.exec((await page.getByRole('dialog').locator('pre').textContent()) ?? '')?.[0];
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText('on', { exact: true }).waitFor();

  await signOut(page);
  await fillSignIn(page, PERSON);
  const code = page.getByLabel('Code', { exact: true });
  const taken = await appCode(app);
  await code.fill(taken);
  expect(await seriousFindings(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: PERSON.name }).waitFor();

  await signOut(page);
  await fillSignIn(page, PERSON);
  await code.fill(taken);
  await page.keyboard.press('Enter');
  await page.getByText(/used already/).waitFor();
  await page.getByRole('button', { name: 'Use a backup code' }).click();
  await page.getByLabel('Backup code').fill(backupCode ?? '');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: PERSON.name }).waitFor();

  await page.goto(`${running().url}/account`);
  await page.getByRole('button', { name: 'Switch off' }).click();
  await page.getByLabel('Your password').fill(PERSON.password);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Set up' }).waitFor();
  expect(opened.problems).toEqual([]);
});

async function signUp(page: Page): Promise<void> {
  await page.goto(`${running().url}/sign-up`);
  await page.getByLabel('Name').fill(PERSON.name);
  await page.getByLabel('E-mail').fill(PERSON.email);
  await page.getByLabel('Password', { exact: true }).fill(PERSON.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('button', { name: PERSON.name }).waitFor();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: PERSON.name }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
}
