import { exclusiveUsage } from '#domain/usage/exclusive-usage';
import { count } from '#domain/usage/read-usage';
import type { Attributes } from '../otlp-span.ts';
import type { Found } from './dialect.ts';

/** Where a dialect writes token counts; of several names for one count the first that is present is taken. */
export interface TokenNames {
  input: readonly string[];
  output: readonly string[];
  total: readonly string[];
  /** Parts of the input by usage class. */
  inputParts: Readonly<Record<string, readonly string[]>>;
  outputParts: Readonly<Record<string, readonly string[]>>;
}

/** Reads token counts into exclusive classes; null when the span has none. */
export function readTokenCounts(attributes: Attributes, names: TokenNames): Found<Record<string, number>> | null {
  const input = first(attributes, names.input);
  const output = first(attributes, names.output);
  const total = first(attributes, names.total);
  const used = input ?? output ?? total;
  if (used === undefined) return null;
  const usage = exclusiveUsage({
    input: input?.units,
    output: output?.units,
    total: total?.units,
    inputParts: parts(attributes, names.inputParts),
    outputParts: parts(attributes, names.outputParts),
  });
  return { value: usage, from: used.name };
}

function first(attributes: Attributes, names: readonly string[]): { name: string; units: number } | undefined {
  for (const name of names) {
    const units = count(attributes.get(name));
    if (units !== undefined) return { name, units };
  }
  return undefined;
}

/** Parts of which nothing was used are left out. */
function parts(attributes: Attributes, names: TokenNames['inputParts']): Record<string, number> {
  const found: Record<string, number> = {};
  for (const usageClass of Object.keys(names)) {
    const units = first(attributes, names[usageClass] ?? [])?.units ?? 0;
    if (units > 0) found[usageClass] = units;
  }
  return found;
}
