/** `input $2.5 · output $10`: what a million units cost, in the order of the price list. */
export function priceWords(prices: Readonly<Record<string, string>>): string {
  return Object.entries(prices)
    .map(([unit, price]) => `${unit} $${perMillion(price)}`)
    .join(' · ');
}

/** For the eye: twelve digits are more than any vendor publishes. */
const perMillion = (price: string): string => String(Number((Number(price) * 1e6).toPrecision(12)));

/** What somebody typed per million units, as a price per unit; null for nothing. No float takes part. */
export function unitPrice(typed: string): string | null {
  const text = typed.trim();
  return text === '' ? null : `${text}e-6`;
}

/** Matches exactly this name. */
export function patternOf(name: string): string {
  return `^${name.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`;
}
