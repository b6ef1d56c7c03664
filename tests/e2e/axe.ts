import axe from 'axe-core';
import type { Page } from 'playwright-core';

interface AxeRun {
  violations: { id: string; impact: string | null; nodes: { html: string; failureSummary?: string }[] }[];
}

/** Serious and critical findings of axe on the page as it is, each with the first element it is about. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(settled);
  await page.evaluate(axe.source);
  const run = await page.evaluate<AxeRun>('axe.run(document, { resultTypes: ["violations"] })');
  return run.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary?.slice(0, 200)}`);
}

/** What fades is judged when it has faded: colours in between are nobody's to read. Runs in the page. */
async function settled(): Promise<void> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  await Promise.all(ending.map(({ finished }) => finished.catch(() => undefined)));
  await frame();
  await frame();
}
