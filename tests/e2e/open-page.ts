import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { running } from '../harness/public-api.ts';

export interface OpenedPage extends AsyncDisposable {
  page: Page;
  context: BrowserContext;
  /** What the browser complained of: scripts that threw, and errors in its console. */
  problems: string[];
}

/** A page of a person who is new to this browser. Refused sign-ins (401) are no problem. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<OpenedPage> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    colorScheme: 'light',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401')) problems.push(message.text());
  });
  return { page, context, problems, [Symbol.asyncDispose]: () => context.close() };
}

/** Signs the first person in by the form and waits for the first page. */
export async function signIn(page: Page): Promise<void> {
  const { url, email, password, projectId } = running();
  await page.goto(url);
  await fillSignIn(page, { email, password });
  await page.waitForURL(`**/project/${projectId}`);
}

export async function fillSignIn(page: Page, person: { email: string; password: string }): Promise<void> {
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Address of a page of the first project. */
export const projectPage = (path: string): string => `${running().url}/project/${running().projectId}${path}`;
