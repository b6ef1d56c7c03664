import axe from 'axe-core';
import type { Page } from 'playwright-core';

interface AxeRun {
  violations: { id: string; impact: string | null; nodes: { html: string; failureSummary?: string }[] }[];
}

/** Serious and critical findings of axe on the page as it is, each with the first element it is about. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const run = await page.evaluate<AxeRun>('axe.run(document, { resultTypes: ["violations"] })');
  return run.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary?.slice(0, 200)}`);
}
