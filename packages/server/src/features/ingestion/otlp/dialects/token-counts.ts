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
  /** By class, what of it is counted in another class, too. */
  countedTwice?: Readonly<Record<string, readonly string[]>>;
}

/** Reads token counts into exclusive classes; null when the span has none. */
export function readTokenCounts(attributes: Attributes, names: TokenNames): Found<Record<string, number>> | null {
  const tokens = readTokens((name) => attributes.get(name), names);
  const [from, ...also] = tokens?.used ?? [];
  return tokens === null || from === undefined ? null : { value: tokens.usage, from, also };
}

/** The same from a vendor's object of counts. */
export function tokensOf(
  counts: Readonly<Record<string, unknown>> | null,
  names: TokenNames,
): Record<string, number> | null {
  if (counts === null) return null;
  return readTokens((name) => (Object.hasOwn(counts, name) ? counts[name] : undefined), names)?.usage ?? null;
}

interface Tokens {
  usage: Record<string, number>;
  /** The names that the counts were found under. */
  used: string[];
}

type Get = (name: string) => unknown;

function readTokens(get: Get, names: TokenNames): Tokens | null {
  const used: string[] = [];
  const first = (candidates: readonly string[]) => firstCount(get, candidates, used);
  const [input, output, total] = [first(names.input), first(names.output), first(names.total)];
  if (used.length === 0) return null;
  const parts = (all: TokenNames['inputParts']) => partsOf(all, first, names.countedTwice ?? {});
  const usage = exclusiveUsage({
    input,
    output,
    total,
    inputParts: parts(names.inputParts),
    outputParts: parts(names.outputParts),
  });
  return { usage, used };
}

function firstCount(get: Get, names: readonly string[], used: string[]): number | undefined {
  for (const name of names) {
    const units = count(get(name));
    if (units === undefined) continue;
    used.push(name);
    return units;
  }
  return undefined;
}

/** Parts of which nothing was used are left out. */
function partsOf(
  names: TokenNames['inputParts'],
  first: (candidates: readonly string[]) => number | undefined,
  countedTwice: TokenNames['inputParts'],
): Record<string, number> {
  const found: Record<string, number> = {};
  for (const usageClass of Object.keys(names)) {
    const twice = first(countedTwice[usageClass] ?? NONE) ?? 0;
    const units = (first(names[usageClass] ?? NONE) ?? 0) - twice;
    if (units > 0) found[usageClass] = units;
  }
  return found;
}

const NONE: readonly string[] = [];
