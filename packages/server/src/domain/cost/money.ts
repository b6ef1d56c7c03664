/**
 * Money as whole numbers. A cost is a bigint of 10⁻¹² US dollars, as the store keeps it; a price per unit is a bigint
 * of 10⁻¹⁸ US dollars, so that what vendors publish per million units stays exact. No float takes part.
 */
export type Money = bigint;
export type UnitPrice = bigint;

const MONEY_PLACES = 12;
const PRICE_PLACES = 18;

/** The most that the store's Decimal(18, 12) holds. */
export const MAX_MONEY: Money = 10n ** 18n - 1n;

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i;
const MAX_DIGITS = 400;

/** Decimal text, also with an exponent, as a whole number of 10⁻ᵖˡᵃᶜᵉˢ, halves rounded away from zero; null when it is no number. */
export function parseFixed(text: string, places: number): bigint | null {
  const match = text.length <= MAX_DIGITS ? NUMBER.exec(text.trim()) : null;
  const whole = match?.[2] ?? '';
  const fraction = match?.[3] ?? '';
  if (match === null || whole + fraction === '') return null;
  const exponent = Number(match[4] ?? 0) - fraction.length + places;
  const size = rescale(BigInt(whole + fraction), exponent);
  return match[1] === '-' ? -size : size;
}

export const parseMoney = (text: string): Money | null => parseFixed(text, MONEY_PLACES);
export const parseUnitPrice = (text: string): UnitPrice | null => parseFixed(text, PRICE_PLACES);

/** A price as vendors publish it, in US dollars per million units. */
export const parsePricePerMillion = (text: string): UnitPrice | null => parseFixed(text, PRICE_PLACES - 6);

/** `units × price`, rounded once, to the nearest 10⁻¹² dollar. */
export function costOf(units: number, price: UnitPrice): Money {
  return rescale(BigInt(units) * price, MONEY_PLACES - PRICE_PLACES);
}

/** Shortest decimal text: `0.0025`, `3`, `-0.5`. */
export function formatFixed(value: bigint, places: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0');
  const fraction = digits.slice(-places).replace(/0+$/, '');
  const text = digits.slice(0, -places) + (fraction === '' ? '' : `.${fraction}`);
  return value < 0n ? `-${text}` : text;
}

export const formatMoney = (money: Money): string => formatFixed(money, MONEY_PLACES);
export const formatUnitPrice = (price: UnitPrice): string => formatFixed(price, PRICE_PLACES);

function rescale(size: bigint, exponent: number): bigint {
  if (exponent >= 0) return size * 10n ** BigInt(exponent);
  const divisor = 10n ** BigInt(-exponent);
  const sign = size < 0n ? -1n : 1n;
  return (size + (sign * divisor) / 2n) / divisor;
}
