import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Locator, Page } from 'playwright-core';
import type { Tidemark } from '../harness/start-tidemark.ts';
import { seriousFindings } from './axe.ts';
import { openBrowser } from './browser.ts';
import { findInMail } from './mail.ts';
import { fillSignIn, openPage } from './open-page.ts';
import { productWithDatabase } from './product-with-database.ts';
import type { ProductWithDatabase } from './product-with-database.ts';
import { confirmByName, provePerson } from './prove-person.ts';

const stack = new AsyncDisposableStack();
let tidemark: Tidemark;
let query: ProductWithDatabase['query'];
let browser: Browser;

beforeAll(async () => {
  ({ tidemark, query } = await productWithDatabase(stack));
  browser = await openBrowser();
  stack.defer(() => browser.close());
});
afterAll(() => stack.disposeAsync());

async function enter(page: Page, person: { email: string; password: string } = tidemark): Promise<void> {
  await page.goto(tidemark.url);
  await fillSignIn(page, person);
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

/** As the web app asks it, by the person who is signed in there. */
async function ask<Out>(page: Page, procedure: string, input: object): Promise<Out> {
  const answer = await page.request.post(`${tidemark.url}/api/trpc/${procedure}`, {
    data: input,
    headers: { origin: tidemark.url },
  });
  expect(answer.status(), await answer.text()).toBe(200);
  return ((await answer.json()) as { result: { data: Out } }).result.data;
}

async function newOrganization(page: Page, name: string): Promise<string> {
  return (await ask<{ id: string }>(page, 'organizations.create', { name })).id;
}

async function newProject(page: Page, organizationId: string, name: string): Promise<string> {
  return (await ask<{ id: string }>(page, 'projects.create', { organizationId, name })).id;
}

const rowOf = (page: Page, list: string, text: string): Locator =>
  page.getByRole('list', { name: list }).getByRole('listitem').filter({ hasText: text });

test('an organization is deleted with the proof of its owner, is gone from every page, and comes back from the account', async () => {
  await using opened = await openPage(browser);
  const { page } = opened;
  await enter(page);
  const id = await newOrganization(page, 'Short Lived');
  await page.goto(`${tidemark.url}/organization/${id}`);
  await page.getByRole('button', { name: 'Delete…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/members, invitations and keys go with it/).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await provePerson(page, dialog, tidemark);
  await confirmByName(page, dialog, { name: 'Short Lived', reason: 'We have merged' });
  await page.waitForURL(/\/account/);
  const row = rowOf(page, 'Organizations being deleted', 'Short Lived');
  await row.getByText(/6 days left.*We have merged/).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.goto(`${tidemark.url}/organization/${id}`);
  await page.getByText('There is no such page').waitFor();

  await page.goto(`${tidemark.url}/account`);
  await row.getByRole('button', { name: 'Restore' }).click();
  await page.getByText('Short Lived is back').first().waitFor();
  await page.goto(`${tidemark.url}/organization/${id}`);
  await page.getByRole('heading', { name: 'Short Lived' }).waitFor();
  expect(opened.problems.filter((problem) => !problem.includes('404'))).toEqual([]);
});

test('a project that comes back with new keys shows them once, and the old ones open nothing', async () => {
  await using opened = await openPage(browser);
  const { page } = opened;
  await enter(page);
  const organizationId = await newOrganization(page, 'Key Changers');
  const projectId = await newProject(page, organizationId, 'Leaky');
  const old = await ask<{ publicKey: string; secretKey: string }>(page, 'apiKeys.create', { projectId });
  expect(await statusWith(old)).toBe(200);
  await page.goto(`${tidemark.url}/project/${projectId}/settings`);
  await page.getByRole('button', { name: 'Delete…' }).click();
  const dialog = page.getByRole('dialog');
  await provePerson(page, dialog, tidemark);
  await confirmByName(page, dialog, { name: 'Leaky', reason: 'A key was posted' });
  await page.waitForURL(/\/organization\//);
  expect(await statusWith(old)).toBe(403);

  const row = rowOf(page, 'Being deleted', 'Leaky');
  await row.getByRole('button', { name: 'Restore' }).click();
  await dialog.getByRole('checkbox').click();
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await dialog.getByRole('heading', { name: 'Copy the new secret now' }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  const shown = await dialog.locator('code').allTextContents();
  const fresh = {
    publicKey: shown.find((text) => text.startsWith('pk-')) ?? '',
    secretKey: shown.find((text) => text.startsWith('sk-')) ?? '',
  };
  await page.keyboard.press('Escape');
  expect(await dialog.isVisible()).toBe(true);
  await dialog.getByRole('button', { name: 'I have copied the secret' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect([await statusWith(old), await statusWith(fresh)]).toEqual([401, 200]);
  expect(opened.problems).toEqual([]);
});

async function statusWith({ publicKey, secretKey }: { publicKey: string; secretKey: string }): Promise<number> {
  const authorization = `Basic ${btoa(`${publicKey}:${secretKey}`)}`;
  return (await fetch(`${tidemark.url}/api/public/projects`, { headers: { authorization } })).status;
}

test('a project is disabled with a reason and enabled by undo; what is sent meanwhile is refused', async () => {
  await using opened = await openPage(browser);
  const { page } = opened;
  await enter(page);
  await page.goto(`${tidemark.url}/project/${tidemark.projectId}/settings`);
  await page.getByRole('button', { name: 'Disable…' }).click();
  await page.getByLabel('Why').fill('It runs in a loop');
  await page.keyboard.press('Enter');
  await page.getByText('takes no data', { exact: true }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  expect(await ingest()).toBe(403);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByRole('button', { name: 'Disable…' }).waitFor();
  expect(await ingest()).toBe(207);
  expect(opened.problems).toEqual([]);
});

async function ingest(): Promise<number> {
  const authorization = `Basic ${btoa(`${tidemark.publicKey}:${tidemark.secretKey}`)}`;
  const headers = { authorization, 'content-type': 'application/json' };
  const body = JSON.stringify({ batch: [] });
  return (await fetch(`${tidemark.url}/api/public/ingestion`, { method: 'POST', headers, body })).status;
}

test('one admin makes another, together they remove a project at once; old deletions are looked at and then cleaned up', async () => {
  await using opened = await openPage(browser);
  const { page } = opened;
  await enter(page);
  const organizationId = await newOrganization(page, 'Two Keys');
  const projectId = await newProject(page, organizationId, 'To be erased');
  const second = { email: 'second@example.com', password: 'another correct horse' };
  await signUp(second);

  await page.goto(`${tidemark.url}/admin`);
  await page.getByRole('button', { name: 'Add an admin…' }).click();
  await page.getByLabel('E-mail').fill(second.email);
  await page.getByLabel('Why').fill('There have to be two');
  await page.keyboard.press('Enter');
  await rowOf(page, 'Admins of the instance', second.email).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await query(`UPDATE users SET instance_admin_since = now() - interval '2 days' WHERE email = $1`, [second.email]);

  await query(
    `UPDATE projects SET status = 'PENDING_DELETION', deleted_at = now(), deletion_id = 'd', epoch = epoch + 1,
    deletion_reason = 'By law', purge_after = now() + interval '7 days' WHERE id = $1`,
    [projectId],
  );
  await page.reload();
  await orderRemoval(page);
  await page.getByText('A second admin has to ask for the same').first().waitFor();

  await using other = await openPage(browser);
  await enter(other.page, second);
  await other.page.goto(`${tidemark.url}/admin`);
  await orderRemoval(other.page);
  await other.page.getByText('Two admins have asked for it.').first().waitFor();
  const tile = page.getByText('Removed for good', { exact: true }).locator('..');
  await tile.getByText('1', { exact: true }).waitFor({ timeout: 120_000 });

  const { id: modelId } = await ask<{ id: string }>(page, 'models.create', {
    ...{ projectId: tidemark.projectId, name: 'old-model', pattern: '^old$' },
    tiers: [{ name: 'all', prices: { input: '0.000001' } }],
  });
  await ask(page, 'models.delete', { projectId: tidemark.projectId, modelId });
  await query(`UPDATE deletions SET requested_at = now() - interval '100 days'`);
  await page.goto(`${tidemark.url}/admin`);
  await page.getByRole('button', { name: 'See what it would be' }).click();
  await page.getByText('1 deletion would go.').waitFor();
  await page.getByRole('button', { name: 'Remove them for good…' }).click();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Remove for good' }).click();
  await page
    .getByText(/goes for good/)
    .first()
    .waitFor();
  await expect
    .poll(() => ask<{ data: unknown[] }>(page, 'lifecycle.admin.cleanup', { dryRun: true }), { timeout: 30_000 })
    .toMatchObject({ count: 0 });
  expect(opened.problems).toEqual([]);
}, 240_000);

/** Removal at once, from the list of what is deleted. */
async function orderRemoval(page: Page): Promise<void> {
  await rowOf(page, 'Deleted', 'To be erased').getByRole('button', { name: 'Delete for good' }).click();
  await page.getByLabel('Why').fill('By law');
  await page.keyboard.press('Enter');
}

/** A person with an account and a confirmed address. */
async function signUp({ email, password }: { email: string; password: string }): Promise<void> {
  const made = await fetch(`${tidemark.url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: tidemark.url },
    body: JSON.stringify({ email, password, name: 'Second' }),
  });
  expect(made.status, await made.text()).toBe(200);
  const link = await findInMail(tidemark.dataDir, { to: email, subject: '', wanted: /(http\S+verify-email\S+)/ });
  await fetch(link, { redirect: 'manual' });
}
