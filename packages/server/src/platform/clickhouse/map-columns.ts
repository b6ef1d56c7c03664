import { z } from 'zod';

/**
 * Map columns as they come, every key kept: `z.record` leaves out the key `__proto__`, which is a key like any other
 * in what people send.
 */
export const TextMap = z.custom<Record<string, string>>((value) => isMapOf('string', value), 'Not a map of texts');
export const CountMap = z.custom<Record<string, number>>((value) => isMapOf('number', value), 'Not a map of numbers');

function isMapOf(kind: 'string' | 'number', value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every((entry) => typeof entry === kind);
}
