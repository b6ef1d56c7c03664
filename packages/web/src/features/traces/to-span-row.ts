import type { SpanRow } from '#ui/span-tree/span-row';
import type { SkeletonStep } from './trace-types.ts';

/** A step of the skeleton as a line of the tree. */
export const toSpanRow = ({ completionStartUs, ...step }: SkeletonStep): SpanRow => ({
  ...step,
  firstTokenUs: completionStartUs,
});
