import { clampTime } from '#domain/payload/times';
import type { Micros } from '#domain/telemetry';
import { isInt64 } from './raw-traces.ts';

export interface SpanTimes {
  startUs: Micros;
  endUs: Micros;
  flags: string[];
  rawTimes: { [field: string]: string } | null;
}

/**
 * The times of a span in microseconds, within the range that is stored. One missing edge is taken from the other, and
 * both from the time of arrival; an end before the start is the start.
 */
export function readSpanTimes(start: unknown, end: unknown, receivedUs: Micros): SpanTimes {
  const [sentStart, sentEnd] = [nanosToMicros(start), nanosToMicros(end)];
  const from = clampTime(sentStart ?? sentEnd ?? receivedUs, receivedUs);
  const to = clampTime(sentEnd ?? sentStart ?? receivedUs, receivedUs);
  const inferred = sentStart === null || sentEnd === null;
  const clamped = from.clamped || to.clamped;
  return {
    startUs: from.us,
    endUs: Math.max(from.us, to.us),
    flags: [...(clamped ? ['clock_clamped'] : []), ...(inferred ? ['time_inferred'] : [])],
    rawTimes: clamped ? { startTimeUnixNano: rawText(start), endTimeUnixNano: rawText(end) } : null,
  };
}

/** Nanoseconds in any of the forms of OTLP, rounded down to microseconds; null when missing, zero or unreadable. */
export function nanosToMicros(nanos: unknown): Micros | null {
  if (isInt64(nanos)) return halvesToMicros(nanos.high >>> 0, nanos.low >>> 0);
  if (typeof nanos === 'number') return nanos > 0 && Number.isFinite(nanos) ? Math.floor(nanos / 1000) : null;
  if (typeof nanos !== 'string' || !/^\d{1,20}$/.test(nanos)) return null;
  return Number(nanos.slice(0, -3)) || null;
}

/** `(high·2³² + low) / 1000` without a BigInt: 2³² is 4294967·1000 + 296, and every product here stays exact. */
function halvesToMicros(high: number, low: number): Micros | null {
  return high * 4_294_967 + Math.floor((high * 296 + low) / 1000) || null;
}

function rawText(nanos: unknown): string {
  if (isInt64(nanos)) return ((BigInt(nanos.high >>> 0) << 32n) | BigInt(nanos.low >>> 0)).toString();
  return typeof nanos === 'string' || typeof nanos === 'number' ? String(nanos) : '';
}
