import type { HrTime } from '@opentelemetry/api';

/** Microseconds since 1970 of an ISO time with any number of fraction digits; digits after the sixth are cut. */
export function micros(iso: string): bigint {
  const [, seconds = '', fraction = '', zone = ''] = /^(.*?)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/.exec(iso) ?? [];
  const wholeMs = Date.parse(`${seconds}${zone}`);
  if (Number.isNaN(wholeMs)) throw new Error(`Not a time: ${iso}`);
  return BigInt(wholeMs) * 1000n + BigInt(fraction.padEnd(6, '0').slice(0, 6));
}

export function hrMicros([seconds, nanos]: HrTime): bigint {
  return BigInt(seconds) * 1_000_000n + BigInt(Math.floor(nanos / 1000));
}
