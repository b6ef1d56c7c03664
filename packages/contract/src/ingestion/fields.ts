import { z } from 'zod';

/** Field shapes that several bodies have. `nullish` everywhere: SDKs send null for what they do not know. */

export const EntityId = z.string().min(1).max(800);
export const OptionalId = EntityId.nullish();
export const OptionalText = z.string().nullish();

/** ISO 8601 with an offset or Z, any number of fractional digits. */
export const Time = z.iso.datetime({ offset: true });
export const OptionalTime = Time.nullish();

/** Anything; kept as it came. */
export const Payload = z.unknown().optional();

/** Levels as SDKs of all ages spell them. */
export const OptionalLevel = z.enum(['DEBUG', 'DEFAULT', 'WARNING', 'ERROR']).nullish();
