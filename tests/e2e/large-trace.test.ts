import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Locator } from 'playwright-core';
import { read } from '../harness/public-api.ts';
import { waitUntil } from '../harness/wait-until.ts';
import { openBrowser } from './browser.ts';
import { openPage, projectPage, signIn } from './open-page.ts';
import { sendLargeTrace } from './send-large-trace.ts';

const STEPS = 100_000;
/** Generous, for a machine that does much else: what is felt is measured in the benchmarks. */
const FIRST_ROWS_WITHIN_MS = 10_000;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

test(
  'a trace of 100,000 steps shows its first rows soon and scrolls to its end without gaps',
  { timeout: 240_000 },
  async () => {
    const { traceId } = await sendLargeTrace('long-haul', STEPS);
    await using opened = await openPage(browser);
    const { page, problems } = opened;
    await signIn(page);
    const last = (STEPS - 1).toString();
    const isStored = async () => {
      const { meta } = await read('/api/public/v2/observations', { traceId, limit: '1', name: `step ${last}` }).then(
        ({ data }) => ({ meta: (data as unknown[]).length }),
      );
      return meta === 1;
    };
    await waitUntil(isStored, { withinMs: 90_000, everyMs: 500, what: 'the last step to be stored' });

    const askedAt = performance.now();
    await page.goto(projectPage(`/traces/${traceId}`), { waitUntil: 'commit' });
    await page.getByRole('treeitem', { name: /long-haul/ }).waitFor({ timeout: FIRST_ROWS_WITHIN_MS });
    const firstRowsMs = performance.now() - askedAt;
    await page.getByText('100,000 steps', { exact: true }).waitFor({ timeout: 60_000 });
    const allRowsMs = performance.now() - askedAt;

    const tree = page.getByRole('tree', { name: 'Steps of the trace' });
    for (let at = 1; at <= 20; at++) {
      const seen = await scrollTo(tree, at / 20);
      expect(seen.gaps, `gaps at ${at * 5} %`).toEqual([]);
      expect(seen.filled, `rows at ${at * 5} %`).toBe(true);
    }
    await page.getByRole('treeitem', { name: new RegExp(`step ${last}`) }).waitFor();
    console.info(
      `100,000 steps: first rows after ${Math.round(firstRowsMs)} ms, all after ${Math.round(allRowsMs)} ms`,
    );
    expect(firstRowsMs).toBeLessThan(FIRST_ROWS_WITHIN_MS);

    await page.getByRole('treeitem', { name: new RegExp(`step ${last}`) }).click();
    await page.getByText(`payload of ${last}`).first().waitFor();
    expect(problems).toEqual([]);
  },
);

/** Scrolls to a share of the tree's height; says once it is drawn whether lines are missing between those in sight. */
function scrollTo(tree: Locator, share: number): Promise<{ gaps: number[]; filled: boolean }> {
  return tree.evaluate(async (element, to) => {
    const scroller = element.parentElement;
    if (scroller === null) throw new Error('The tree has nothing to scroll in');
    scroller.scrollTop = (scroller.scrollHeight - scroller.clientHeight) * to;
    const drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    await drawn();
    await drawn();
    const box = scroller.getBoundingClientRect();
    const tops = [...element.querySelectorAll('[role="treeitem"]')]
      .map((line) => Math.round(line.getBoundingClientRect().top))
      .toSorted((a, b) => a - b);
    const height = 28;
    const first = tops[0] ?? Infinity;
    const lastBottom = (tops.at(-1) ?? -Infinity) + height;
    const end = element.getBoundingClientRect().bottom;
    return {
      gaps: tops.filter((top, index) => index > 0 && Math.abs(top - (tops[index - 1] ?? 0) - height) > 1),
      // Down to the edge, or to the last line of all, which has some air below it.
      filled: first <= box.top + 32 && lastBottom >= Math.min(box.bottom, end - 56),
    };
  }, share);
}
