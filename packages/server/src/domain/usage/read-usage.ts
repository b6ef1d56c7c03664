import { formatMoney, MAX_MONEY, parseMoney } from '../cost/money.ts';
import { countsTokens, usageClassOf } from '../cost/usage-class.ts';
import { exclusiveUsage } from './exclusive-usage.ts';

/**
 * What a client reported as `usageDetails`, by exclusive class and with `total`: OpenAI's completion shape, OpenAI's
 * responses shape, or a map of counts. Anything that is no non-negative whole number is left out.
 */
export function readUsage(reported: unknown): Record<string, number> {
  if (!isObject(reported)) return {};
  if ('prompt_tokens' in reported && 'completion_tokens' in reported) return openAiUsage(reported, COMPLETION_KEYS);
  if ('input_tokens' in reported && 'output_tokens' in reported && 'total_tokens' in reported)
    return openAiUsage(reported, RESPONSE_KEYS);
  return mapUsage(reported);
}

/** The older `usage` of a generation: `{input, output, total, inputCost, …}` or `{promptTokens, …}`; also any shape above. */
export function readLegacyUsage(reported: unknown): { usage: Record<string, number>; cost: Record<string, string> } {
  if (!isObject(reported)) return { usage: {}, cost: {} };
  const { unit: _unit, inputCost, outputCost, totalCost, ...counts } = reported;
  const cost = readCost({ input: inputCost, output: outputCost, total: totalCost });
  if (!('promptTokens' in counts || 'completionTokens' in counts || 'totalTokens' in counts))
    return { usage: readUsage(counts), cost };
  const { promptTokens, completionTokens, totalTokens } = counts;
  const tokens = { input: count(promptTokens), output: count(completionTokens), total: count(totalTokens) };
  return { usage: exclusiveUsage(tokens), cost };
}

/** US dollars by class as decimal text; negative and unreadable amounts are left out, others are at most what the store holds. */
export function readCost(reported: unknown): Record<string, string> {
  const cost: Record<string, string> = {};
  if (!isObject(reported)) return cost;
  for (const [key, amount] of Object.entries(reported)) {
    if (typeof amount !== 'number' && typeof amount !== 'string') continue;
    const money = parseMoney(String(amount));
    if (money !== null && money >= 0n && !UNSAFE_KEYS.has(key))
      cost[key] = formatMoney(money < MAX_MONEY ? money : MAX_MONEY);
  }
  return cost;
}

/** A count of tokens from a number or a decimal text, or nothing. */
export function count(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

interface OpenAiKeys {
  input: string;
  output: string;
  inputParts: string;
  outputParts: string;
}

const COMPLETION_KEYS: OpenAiKeys = {
  input: 'prompt_tokens',
  output: 'completion_tokens',
  inputParts: 'prompt_tokens_details',
  outputParts: 'completion_tokens_details',
};
const RESPONSE_KEYS: OpenAiKeys = {
  input: 'input_tokens',
  output: 'output_tokens',
  inputParts: 'input_tokens_details',
  outputParts: 'output_tokens_details',
};

function openAiUsage(reported: Record<string, unknown>, keys: OpenAiKeys): Record<string, number> {
  const known = new Set(['total_tokens', ...Object.values(keys)]);
  const usage = exclusiveUsage({
    input: count(reported[keys.input]),
    output: count(reported[keys.output]),
    total: count(reported['total_tokens']),
    inputParts: parts('input', reported[keys.inputParts]),
    outputParts: parts('output', reported[keys.outputParts]),
  });
  const others = Object.entries(counts(reported)).filter(([key]) => !known.has(key));
  return { ...Object.fromEntries(others.filter(([key]) => !isTokenClass(key))), ...usage };
}

/** `text_tokens` are what remains, not a class of their own. */
function parts(side: 'input' | 'output', details: unknown): Record<string, number> {
  const named = Object.entries(counts(details)).filter(([key]) => key !== 'text_tokens');
  return Object.fromEntries(named.map(([key, units]) => [`${side}_${key}`, units]));
}

/** A map of classes is taken as the client meant it, unless its token classes exceed the total given with them. */
function mapUsage(reported: Record<string, unknown>): Record<string, number> {
  const usage = counts(reported);
  const { total, ...classes } = usage;
  const names = Object.keys(classes);
  const tokens = names.filter(isTokenClass);
  if (names.length === 0) return usage;
  const sum = tokens.reduce((all, key) => all + (classes[key] ?? 0), 0);
  if (total === undefined || sum <= total) return { ...classes, total: total ?? sum };
  const others = names.filter((key) => !isTokenClass(key)).map((key) => [key, classes[key] ?? 0]);
  const sides = { input: classes['input'], output: classes['output'] };
  const [inputParts, outputParts] = [partsOf('input', classes, tokens), partsOf('output', classes, tokens)];
  return { ...Object.fromEntries(others), ...exclusiveUsage({ ...sides, total, inputParts, outputParts }) };
}

function partsOf(side: 'input' | 'output', classes: Record<string, number>, tokens: readonly string[]) {
  const own = tokens.filter((key) => key !== side && usageClassOf(key).startsWith(side));
  return Object.fromEntries(own.map((key) => [key, classes[key] ?? 0]));
}

function isTokenClass(key: string): boolean {
  const usageClass = usageClassOf(key);
  return countsTokens(usageClass) && (usageClass.startsWith('input') || usageClass.startsWith('output'));
}

function counts(reported: unknown): Record<string, number> {
  const usage: Record<string, number> = {};
  if (!isObject(reported)) return usage;
  for (const [key, value] of Object.entries(reported)) {
    const units = count(value);
    if (units !== undefined && !UNSAFE_KEYS.has(key)) usage[key] = units;
  }
  return usage;
}

const UNSAFE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
