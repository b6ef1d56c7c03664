/**
 * Vendors and SDKs name the same tokens differently. Prices are kept by one name per class; this table leads every
 * other spelling to it, so that the same tokens under two names are charged once.
 */
const CLASS_OF_ALIAS: Readonly<Record<string, string>> = {
  input_tokens: 'input',
  prompt_tokens: 'input',
  promptTokens: 'input',
  inputTokens: 'input',
  prompt_token_count: 'input',
  promptTokenCount: 'input',
  input_text: 'input',
  input_text_tokens: 'input',
  input_modality_1: 'input',
  output_tokens: 'output',
  completion_tokens: 'output',
  completionTokens: 'output',
  outputTokens: 'output',
  candidates_token_count: 'output',
  candidatesTokenCount: 'output',
  output_text: 'output',
  output_text_tokens: 'output',
  output_modality_1: 'output',
  total_tokens: 'total',
  totalTokens: 'total',
  total_token_count: 'total',
  totalTokenCount: 'total',
  input_cached_tokens: 'input_cache_read',
  input_cached: 'input_cache_read',
  input_cache_read_tokens: 'input_cache_read',
  cache_read_input_tokens: 'input_cache_read',
  cached_content_token_count: 'input_cache_read',
  cachedContentTokenCount: 'input_cache_read',
  input_cached_text_tokens: 'input_cache_read',
  cache_creation_input_tokens: 'input_cache_creation',
  input_cache_creation_tokens: 'input_cache_creation',
  input_cache_write: 'input_cache_creation',
  cache_write_tokens: 'input_cache_creation',
  output_reasoning_tokens: 'output_reasoning',
  reasoning_tokens: 'output_reasoning',
  thoughts_token_count: 'output_reasoning',
  thoughtsTokenCount: 'output_reasoning',
  input_audio_tokens: 'input_audio',
  output_audio_tokens: 'output_audio',
  input_image_tokens: 'input_image',
  input_cached_audio_tokens: 'input_cached_audio',
  output_accepted_prediction_tokens: 'output_accepted_prediction',
  output_rejected_prediction_tokens: 'output_rejected_prediction',
  groundingQueries: 'grounding_queries',
  webSearchQueries: 'web_search_queries',
};

/** The class whose price holds where a class has none of its own: cached input without a rebate costs what input costs. */
const PARENT_OF_CLASS: Readonly<Record<string, string>> = {
  input_cache_read: 'input',
  input_cache_creation: 'input',
  input_cache_creation_5m: 'input_cache_creation',
  input_cache_creation_1h: 'input_cache_creation',
  input_audio: 'input',
  input_cached_audio: 'input_cache_read',
  output_reasoning: 'output',
  output_audio: 'output',
  output_accepted_prediction: 'output',
  output_rejected_prediction: 'output',
};

/** Counted in calls, not in tokens, so they are no part of a total of tokens. */
const NOT_TOKENS: ReadonlySet<string> = new Set(['grounding_queries', 'web_search_queries']);

/** The one name of a usage key's class; a key we do not know is a class of its own. */
export function usageClassOf(key: string): string {
  return Object.hasOwn(CLASS_OF_ALIAS, key) ? CLASS_OF_ALIAS[key]! : key;
}

/** The class itself, then the ones whose price stands in for it, nearest first. */
export function classesToTry(usageClass: string): string[] {
  const chain = [usageClass];
  for (let next = usageClass; Object.hasOwn(PARENT_OF_CLASS, next); chain.push(next)) next = PARENT_OF_CLASS[next]!;
  return chain;
}

export function countsTokens(usageClass: string): boolean {
  return !NOT_TOKENS.has(usageClass);
}

/** Usage of one class, under the key that the client used for it. */
export interface ClassUsage {
  usageType: string;
  usageClass: string;
  units: number;
}

/**
 * The parts of a usage map without its total, one per class. Two spellings of one class name the same tokens: the
 * larger counts, once. Values that are no non-negative whole numbers are left out.
 */
export function usageByClass(usage: Readonly<Record<string, number>>): ClassUsage[] {
  const byClass = new Map<string, ClassUsage>();
  for (const [usageType, units] of Object.entries(usage)) {
    const usageClass = usageClassOf(usageType);
    if (usageClass === 'total' || !isCount(units)) continue;
    const seen = byClass.get(usageClass);
    if (seen === undefined || units > seen.units) byClass.set(usageClass, { usageType, usageClass, units });
  }
  return [...byClass.values()];
}

/** The vendor's own total, when there is one. */
export function totalOf(usage: Readonly<Record<string, number>>): number | null {
  const totals = Object.entries(usage).filter(([key, units]) => usageClassOf(key) === 'total' && isCount(units));
  return totals.length === 0 ? null : Math.max(...totals.map(([, units]) => units));
}

function isCount(units: number): boolean {
  return Number.isSafeInteger(units) && units >= 0;
}
