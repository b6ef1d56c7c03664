import type { SpanRow } from '#ui/span-tree/span-row';
import { readMicros } from './read-micros.ts';
import type { SkeletonRow } from './trace-types.ts';

/** A step of the skeleton as a line of the tree. */
export function toSpanRow(row: SkeletonRow): SpanRow {
  return {
    id: row.id,
    parentId: row.parentId ?? '',
    type: row.type,
    name: row.name ?? '',
    startUs: readMicros(row.startTime),
    endUs: row.endTime === null ? null : readMicros(row.endTime),
    firstTokenUs: row.completionStartTime === null ? null : readMicros(row.completionStartTime),
    level: row.level,
    totalCost: row.totalCost,
    inputTokens: row.inputTokens,
    outputTokens: row.outputTokens,
  };
}
