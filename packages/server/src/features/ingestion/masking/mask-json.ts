import { RE2JS } from 're2js';
import type { MaskingRule } from './masking-rule.ts';

/** What is kept instead of a value; the same value, not a copy, where nothing of it is masked. */
export type Mask = (value: unknown, path?: readonly string[]) => unknown;

/** Rules made ready for use. */
export function compileMask(rules: readonly MaskingRule[]): Mask {
  const patterns = rules.flatMap((rule) =>
    rule.kind === 'pattern'
      ? [{ pattern: RE2JS.compile(rule.pattern), replacement: RE2JS.quoteReplacement(rule.replacement) }]
      : [],
  );
  const paths = rules.flatMap((rule) =>
    rule.kind === 'path' ? [{ names: rule.path.split('.'), replacement: rule.replacement }] : [],
  );

  const maskText = (text: string) =>
    patterns.reduce((masked, { pattern, replacement }) => pattern.matcher(masked).replaceAll(replacement), text);

  const mask = (value: unknown, path: readonly string[] = []): unknown => {
    const whole = value === null || value === undefined ? undefined : paths.find(({ names }) => endsWith(path, names));
    if (whole) return whole.replacement;
    if (typeof value === 'string') return maskText(maskJsonText(value, path));
    if (Array.isArray(value)) return mapChanged(value, (item) => mask(item, path));
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
    return mapFields(value as Record<string, unknown>, (item, name) => mask(item, [...path, ...name.split('.')]));
  };

  /** Instrumentations send objects as text: a path goes on inside. */
  const maskJsonText = (text: string, path: readonly string[]): string => {
    if (paths.length === 0 || !/^\s*[[{]/.test(text)) return text;
    try {
      const parsed: unknown = JSON.parse(text);
      const masked = mask(parsed, path);
      return masked === parsed ? text : JSON.stringify(masked);
    } catch {
      return text;
    }
  };
  return mask;
}

function endsWith(path: readonly string[], names: readonly string[]): boolean {
  const from = path.length - names.length;
  return from >= 0 && names.every((name, index) => name === '*' || name === path[from + index]);
}

function mapChanged(items: readonly unknown[], change: (item: unknown) => unknown): readonly unknown[] {
  const changed = items.map(change);
  return changed.some((item, index) => item !== items[index]) ? changed : items;
}

/** Keys stay, also one that is named like the prototype. */
export function mapFields(
  object: Record<string, unknown>,
  change: (value: unknown, name: string) => unknown,
): Record<string, unknown> {
  const entries = Object.entries(object).map(([name, value]) => [name, change(value, name), value] as const);
  return entries.some(([, after, before]) => after !== before)
    ? Object.fromEntries(entries.map(([name, after]) => [name, after]))
    : object;
}
