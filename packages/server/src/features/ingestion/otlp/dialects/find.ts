import { MAX_PROMPT_VERSION } from '@tidemark/contract/ingestion/bodies';
import type { Json } from '#domain/merge/metadata-tree';
import type { Attributes, OtlpSpan } from '../otlp-span.ts';
import type { Found, Rule } from './dialect.ts';

/** The first of these attributes that holds a text or a number. */
export function firstText(...names: readonly string[]): Rule<string> {
  return ({ attributes }) => textIn(attributes, names);
}

/** The same, looking at the span and then at its resource, name by name. */
export function firstTextAround(...names: readonly string[]): Rule<string> {
  return ({ attributes, resource }) => {
    for (const name of names) {
      const found = textIn(attributes, [name]) ?? textIn(resource.attributes, [name]);
      if (found !== null) return found;
    }
    return null;
  };
}

/** The first of these attributes that holds anything; an empty text holds nothing. */
export function firstValue(...names: readonly string[]): Rule<Json> {
  return ({ attributes }) => {
    for (const name of names) {
      const value = attributes.get(name);
      if (value !== undefined && value !== '') return { value, from: name };
    }
    return null;
  };
}

/** Tries rules in order. */
export function firstOf<T>(...rules: readonly Rule<T>[]): Rule<T> {
  return (span) => {
    for (const rule of rules) {
      const found = rule(span);
      if (found !== null) return found;
    }
    return null;
  };
}

/** Turns what a rule found into something else; null when it cannot be. */
export function converted<A, B>(rule: Rule<A>, convert: (value: A, span: OtlpSpan) => B | null): Rule<B> {
  return (span) => {
    const found = rule(span);
    const value = found === null ? null : convert(found.value, span);
    return found === null || value === null ? null : { ...found, value };
  };
}

/** Tags as a list, a JSON list, a comma-separated text or a single one. */
export function readTags(value: Json): string[] | null {
  const parsed = typeof value === 'string' && value.startsWith('[') ? parseJson(value) : value;
  if (Array.isArray(parsed)) return parsed.map((tag) => (typeof tag === 'string' ? tag : JSON.stringify(tag)));
  if (typeof parsed !== 'string') return null;
  return parsed
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}

/** The value of a JSON text, or undefined. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** A map attribute, or a text that is the JSON of one. */
export function asObject(value: Json | undefined): { [key: string]: Json } | null {
  const parsed = typeof value === 'string' ? parseJson(value) : value;
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : null;
}

/** The attributes under a prefix, without it. */
export function withPrefix(attributes: Attributes, prefix: string): Record<string, Json> | null {
  let found: Record<string, Json> | null = null;
  const [end, ending] = [prefix.length - 1, prefix.charCodeAt(prefix.length - 1)];
  for (const [name, value] of attributes) {
    // Looking at one character first spares most names the comparison.
    if (name.charCodeAt(end) !== ending || !name.startsWith(prefix)) continue;
    found ??= Object.create(null) as Record<string, Json>;
    found[name.slice(prefix.length)] = value;
  }
  return found;
}

function textIn(attributes: Attributes, names: readonly string[]): Found<string> | null {
  for (const name of names) {
    const value = attributes.get(name);
    if (typeof value === 'string' && value !== '') return { value, from: name };
    if (typeof value === 'number') return { value: String(value), from: name };
  }
  return null;
}

/** A number, or a text that is one; NaN for any other value, which to make a number of could throw. */
export function numeric(value: Json | undefined): number {
  return typeof value === 'number' || (typeof value === 'string' && value !== '') ? Number(value) : Number.NaN;
}

/** The version of a prompt; null for what can be none. */
export function promptVersion(value: Json | undefined): number | null {
  const version = numeric(value);
  return Number.isInteger(version) && version >= 0 && version <= MAX_PROMPT_VERSION ? version : null;
}
