import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { URI } from 'otpauth';
import type { TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import type { Tidemark } from '../harness/start-tidemark.ts';
import { waitUntil } from '../harness/wait-until.ts';
import { appCode } from './app-code.ts';
import { seriousFindings } from './axe.ts';
import { openBrowser } from './browser.ts';
import { findInMail } from './mail.ts';
import { fillSignIn, openPage } from './open-page.ts';
import { productWithDatabase } from './product-with-database.ts';
import type { ProductWithDatabase } from './product-with-database.ts';
import { sendAgentRun } from './send-agent-run.ts';

const VERIFIER = join(import.meta.dirname, '../../scripts/verify-certificate.ts');

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

test(
  'a project is deleted with every proof, refuses its SDK clearly, comes back whole, and in the end leaves nothing but a certificate that cannot be forged',
  { timeout: 300_000 },
  async () => {
    await using opened = await openPage(browser);
    const { page } = opened;
    await page.goto(tidemark.url);
    await fillSignIn(page, tidemark);
    await page.waitForURL(/\/project\//);
    const { traceId } = await sendAgentRun({ ...tidemark, baseUrl: tidemark.url });
    await expect.poll(() => traceStatus(traceId), { timeout: 20_000 }).toBe(200);
    const app = await setUpSecondFactor(page);

    await refusesWhileProtected(page);
    await deleteProject(page, app, 0);
    const row = page.getByRole('list', { name: 'Being deleted' }).getByRole('listitem');
    await row.getByText(/6 days left.*harness@example.com.*We have moved/).waitFor();
    expect(await row.getByRole('link').count()).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
    await isOutOfReach(page);
    expect(await ingest()).toMatchObject({ status: 403, name: 'ProjectPendingDeletion', message: /restore it until/ });

    await page.goto(`${tidemark.url}/`);
    await openOrganization(page);
    await row.getByRole('button', { name: 'Restore' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
    await page.getByText(`${tidemark.projectName} is back`).first().waitFor();
    await row.waitFor({ state: 'detached' });
    expect(await traceStatus(traceId)).toBe(200);
    const { traceId: later } = await sendAgentRun({ ...tidemark, baseUrl: tidemark.url });
    await expect.poll(() => traceStatus(later), { timeout: 20_000 }).toBe(200);

    await deleteProject(page, app, 1);
    await row.waitFor();
    await endGrace();
    const subject = `${tidemark.projectName} was removed for good`;
    const wanted = /deletion-certificates\/([\w-]+)/;
    await row.waitFor({ state: 'detached', timeout: 120_000 });
    const id = await findInMail(tidemark.dataDir, { to: tidemark.email, subject, wanted });
    expect((await ingest()).status).toBe(401);
    await certifies(id);
    expect(opened.problems.filter((problem) => !problem.includes('404'))).toEqual([]);
  },
);

const auth = () => ({ authorization: `Basic ${btoa(`${tidemark.publicKey}:${tidemark.secretKey}`)}` });

const traceStatus = async (id: string) =>
  (await fetch(`${tidemark.url}/api/public/traces/${id}`, { headers: auth() })).status;

async function ingest(): Promise<{ status: number; name?: string; message?: string }> {
  const answer = await fetch(`${tidemark.url}/api/public/ingestion`, {
    method: 'POST',
    headers: { ...auth(), 'content-type': 'application/json' },
    body: JSON.stringify({ batch: [] }),
  });
  const { error, message } = (await answer.json()) as { error?: string; message?: string };
  return { status: answer.status, ...(error && { name: error }), ...(message && { message }) };
}

async function setUpSecondFactor(page: Page): Promise<TOTP> {
  await page.goto(`${tidemark.url}/account`);
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByLabel('Your password').fill(tidemark.password);
  await page.keyboard.press('Enter');
  const key = await page.getByRole('dialog').locator('code').textContent();
  const app = URI.parse(`otpauth://totp/Tidemark?secret=${key}`) as TOTP;
  await page.getByLabel('Code', { exact: true }).fill(await appCode(app, -1));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'I have kept them' }).click();
  return app;
}

async function openSettings(page: Page): Promise<void> {
  await page.goto(`${tidemark.url}/project/${tidemark.projectId}/settings`);
  await page.getByRole('heading', { name: 'Danger zone' }).waitFor();
}

async function refusesWhileProtected(page: Page): Promise<void> {
  await openSettings(page);
  const protection = page.getByRole('switch', { name: 'Protection against deletion' });
  await protection.click();
  await page.getByRole('switch', { name: 'Protection against deletion', checked: true }).waitFor();
  await page.getByRole('button', { name: 'Delete…' }).click();
  await page
    .getByRole('alert')
    .getByText(/protected from deletion/)
    .waitFor();
  expect(await page.getByRole('button', { name: 'Continue' }).isDisabled()).toBe(true);
  await page.keyboard.press('Escape');
  await protection.click();
  await page.getByRole('switch', { name: 'Protection against deletion', checked: false }).waitFor();
}

/** With the keyboard alone, from the button in the settings to the page of the organization. */
async function deleteProject(page: Page, app: TOTP, codeSteps: number): Promise<void> {
  await openSettings(page);
  await page.getByRole('button', { name: 'Delete…' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Steps', { exact: true }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Continue' }).focus();
  await page.keyboard.press('Enter');
  await dialog.getByLabel('Your password').waitFor();
  await page.keyboard.type('not the password');
  await page.keyboard.press('Enter');
  await dialog
    .getByRole('alert')
    .getByText(/password is wrong/)
    .waitFor();
  await page.keyboard.type(tidemark.password);
  await page.keyboard.press('Enter');
  await dialog.getByLabel('Code of your authenticator app').waitFor();
  await page.keyboard.type(await appCode(app, codeSteps));
  await page.keyboard.press('Enter');
  await dialog.getByLabel('Code from your mail').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  const to = tidemark.email;
  await page.keyboard.type(await findInMail(tidemark.dataDir, { to, subject: 'Tidemark code', wanted: /^(\d{6})$/m }));
  await page.keyboard.press('Enter');
  await dialog.getByLabel('Why').waitFor();
  await page.keyboard.type('We have moved');
  await page.keyboard.press('Tab');
  await page.keyboard.type('something else');
  await page.keyboard.press('Enter');
  await dialog.getByText(`This is not ${tidemark.projectName}.`).waitFor();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(tidemark.projectName);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/organization\//);
}

/** Neither the switcher nor its address shows the project. */
async function isOutOfReach(page: Page): Promise<void> {
  await expect
    .poll(async () => {
      await page.goto(`${tidemark.url}/project/${tidemark.projectId}/traces`);
      return page.getByText('There is no such page').isVisible();
    })
    .toBe(true);
}

async function openOrganization(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /Tidemark/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Organization settings' }).click();
  await page.waitForURL(/\/organization\//);
}

const endGrace = () =>
  query("UPDATE projects SET purge_after = now() - interval '1 second' WHERE id = $1", [tidemark.projectId]);

/** The verifier takes the certificate as it was issued, and no other. */
async function certifies(id: string): Promise<void> {
  let text = '';
  const isThere = async () => {
    const answer = await fetch(`${tidemark.url}/api/public/deletion-certificates/${id}`);
    text = await answer.text();
    return answer.ok;
  };
  await waitUntil(isThere, { what: 'the certificate' });
  expect(text).toContain(tidemark.projectId);
  for (const secret of [tidemark.projectName, tidemark.email, 'plan-trip']) expect(text).not.toContain(secret);
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-certificate-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const [good, bad] = [join(folder, 'good.json'), join(folder, 'bad.json')];
  await writeFile(good, text);
  await writeFile(bad, (await readFile(good, 'utf8')).replace(tidemark.projectId, 'another-one'));
  const verify = (file: string) => promisify(execFile)(process.execPath, [VERIFIER, file]);
  await verify(good);
  await expect(verify(bad)).rejects.toMatchObject({ code: 1 });
}
