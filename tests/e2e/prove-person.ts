import type { Locator, Page } from 'playwright-core';
import { findInMail } from './mail.ts';

/** Goes through the proof of a person without an authenticator app, with the keyboard, up to where the name is typed. */
export async function provePerson(
  page: Page,
  dialog: Locator,
  person: { email: string; password: string; dataDir: string },
): Promise<void> {
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await dialog.getByLabel('Your password').fill(person.password);
  await page.keyboard.press('Enter');
  await dialog.getByLabel('Code from your mail').waitFor();
  const mail = { to: person.email, subject: 'Tidemark code', wanted: /^(\d{6})$/m };
  await page.keyboard.type(await findInMail(person.dataDir, mail));
  await page.keyboard.press('Enter');
  await dialog.getByLabel('Why').waitFor();
}

/** The last step: why, and the name. */
export async function confirmByName(
  page: Page,
  dialog: Locator,
  said: { name: string; reason: string },
): Promise<void> {
  await dialog.getByLabel('Why').fill(said.reason);
  await dialog.getByLabel(`Type ${said.name}`).fill(said.name);
  await page.keyboard.press('Enter');
}
