import { EARLIEST_US } from '#domain/payload/times';
import type { OtlpSpan } from './otlp-span.ts';

/** A span ends less than 2^52 microseconds after the earliest time that is stored, until the year 2142. */
const TIE_BITS = 12n;
const TIE_MASK = 0xfff;

interface ReadBody {
  bodyDigest: number;
  /** How often it was read before. */
  reading: number;
}

/**
 * The version of a span's row, a UInt64 as decimal text. A span is complete in itself: exported again, for example
 * once when it begins and once when it ends, the later end wins. Of different exports with one end the same one wins
 * wherever and in whatever order they are stored (but for one pair in 4,096, whose digests meet). The digest is of
 * the body that the span was sent in, not of what was made of it, so that mapping history again does not make an
 * older reading win; `position` is the place of the span in that body. Each time that the body is read again counts like
 * one microsecond of the end, so that the latest reading wins, wherever the readings are stored.
 */
export function rowVersionOf({ endUs }: OtlpSpan, { bodyDigest, reading }: ReadBody, position: number): string {
  const tie = (bodyDigest + position) & TIE_MASK;
  return ((BigInt(endUs - EARLIEST_US + reading) << TIE_BITS) | BigInt(tie)).toString();
}
