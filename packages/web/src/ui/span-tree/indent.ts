export const INDENT_PX = 14;

export interface Indents {
  /** How many levels at the top are drawn without indent. */
  cutDepth: number;
  mostIndents: number;
}

/**
 * How the lines in sight are indented. Shallow trees stand as they are; where a tree is deeper than its column is wide,
 * the levels that all lines in sight share move out to the left, so that names stay readable at any depth.
 */
export function indentsFor(depths: readonly number[], widthPx: number): Indents {
  const mostIndents = Math.max(4, Math.floor((widthPx * 0.45) / INDENT_PX));
  const deepest = depths.reduce((most, depth) => Math.max(most, depth), 0);
  if (deepest <= mostIndents) return { cutDepth: 0, mostIndents };
  const shallowest = depths.reduce((least, depth) => Math.min(least, depth), deepest);
  return { cutDepth: Math.max(0, shallowest - 1), mostIndents };
}
