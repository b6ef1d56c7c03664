import type { ReadMasks } from '#platform/clickhouse/read-masks';
import { DATA_FEATURES } from './features.ts';

/** What every feature wants left out of reads of its tables. */
export const readMasks: ReadMasks = (projectId) =>
  Object.fromEntries(
    DATA_FEATURES.flatMap(({ masks = {} }) =>
      Object.entries(masks).map(([table, mask]) => [table, mask(projectId)] as const),
    ),
  );
