import type { BatchExport } from '@tidemark/contract/exports';

/** What to do about a failed export. */
export function adviceOn({ order }: Pick<BatchExport, 'order'>): string {
  const narrower = order.columns ? 'a shorter time range' : 'a shorter time range or fewer columns';
  return `Nothing of it was kept. Start it again; if it fails again, choose ${narrower}.`;
}
