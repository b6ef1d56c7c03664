import { readFile } from 'node:fs/promises';
import { zstdDecompressSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { readTrace, running } from '../harness/public-api.ts';
import { seriousFindings } from './axe.ts';
import { openBrowser } from './browser.ts';
import { findInMail } from './mail.ts';
import { openPage, projectPage, signIn } from './open-page.ts';
import { sendTraces } from './send-traces.ts';

const COUNT = 12;
const NAME = 'export-me';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

test('a filtered list is exported, watched while it runs, and fetched: CSV and Parquet hold what the list shows', async () => {
  const sent = await sendTraces({ name: NAME, count: COUNT, error: 'a, "quoted" line', sessionId: '=1+1' });
  for (const { id } of sent) await readTrace(id, { observations: 3 });
  const ids = sent.map(({ id }) => id).toSorted();
  await using opened = await openPage(browser);
  const { page } = opened;
  await signIn(page);
  await page.goto(projectPage('/exports'));
  await page.getByRole('heading', { name: 'Nothing was exported yet' }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);

  await exportList(page, 'CSV');
  await exportList(page, 'Parquet');
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await page.waitForURL('**/exports**');
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect({ colorScheme, findings: await seriousFindings(page) }).toEqual({ colorScheme, findings: [] });
  }

  const csv = await fetchFile(page, 'Traces as CSV');
  expect(csv.name).toMatch(/^traces-[\w-]+\.csv$/);
  const [header = [], ...lines] = cellsOf(csv.bytes.toString());
  const column = (name: string) => lines.map((line) => line[header.indexOf(name)] ?? '').toSorted();
  expect(column('id')).toEqual(ids);
  expect(new Set(column('name'))).toEqual(new Set([NAME]));
  // What a spreadsheet would run is text.
  expect(new Set(column('session_id'))).toEqual(new Set(["'=1+1"]));

  const parquet = await fetchFile(page, 'Traces as Parquet');
  expect(parquet.name).toMatch(/^traces-[\w-]+\.parquet$/);
  const rows = await parquetRows(parquet.bytes);
  expect(rows.map((row) => String(row['id'])).toSorted()).toEqual(ids);
  const newest = rows.find((row) => row['id'] === sent[0]?.id);
  expect(newest).toMatchObject({ session_id: '=1+1', user_id: 'ada', level: 'ERROR' });
  expect(Number(newest?.['total_tokens'])).toBe(1280);

  const { dataDir, email: to } = running();
  await findInMail(dataDir, { to, subject: 'Your export of traces is ready', wanted: /(\/project\/\S+\/exports)/ });
  expect(opened.problems).toEqual([]);
});

/** From the list of traces with the name to the word that it is done, without leaving the page. */
async function exportList(page: Page, format: string): Promise<void> {
  await page.goto(projectPage(`/traces?filter=${encodeURIComponent(`name = "${NAME}"`)}`));
  await page.getByText(`${COUNT} traces`, { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Export traces' });
  await dialog.getByText(`${COUNT} traces`, { exact: true }).waitFor();
  await dialog.getByRole('radio', { name: format, exact: true }).click();
  await dialog.getByRole('radio', { name: 'All', exact: true }).click();
  expect(await seriousFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Start the export' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(`${COUNT} traces exported`).first().waitFor({ timeout: 60_000 });
}

async function fetchFile(page: Page, title: string): Promise<{ name: string; bytes: Buffer }> {
  const row = page.getByRole('list', { name: 'Exports' }).getByRole('listitem').filter({ hasText: title }).first();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    row.getByRole('link', { name: 'Download' }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Rows of RFC 4180. */
function cellsOf(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, cell = '', end] of csv.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end !== ',') rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}

function parquetRows(bytes: Buffer): Promise<Record<string, unknown>[]> {
  const file = new Uint8Array(bytes).buffer;
  return parquetReadObjects({ file, compressors: { ZSTD: (packed) => zstdDecompressSync(packed) } });
}
