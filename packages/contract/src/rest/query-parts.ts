import { z } from 'zod';

/** A parameter that may be left out or left empty. */
export const OptionalText = z
  .string()
  .max(2000)
  .optional()
  .transform((text) => (text === '' ? undefined : text));

/** A parameter that may be repeated. */
export const TextList = z
  .union([z.string().max(2000), z.array(z.string().max(2000)).max(500)])
  .optional()
  .transform((value) => (value === undefined ? [] : [value].flat().filter((text) => text !== '')));

/** Comma-separated names, without regard to what is unknown among them. */
export const CommaList = z
  .string()
  .max(10_000)
  .optional()
  .transform((text) => (text === undefined || text === '' ? undefined : text.split(',').map((part) => part.trim())));

/** ISO 8601; a `+` that reached us as a space is mended, and a time without an offset is UTC. */
export const TimeParameter = z.preprocess(
  (raw) =>
    raw === '' || raw === null ? undefined : typeof raw === 'string' ? raw.replace(/ (\d{2}:?\d{2})$/, '+$1') : raw,
  z.iso.datetime({ offset: true, local: true }).optional(),
);

export const BooleanParameter = z
  .union([z.boolean(), z.enum(['true', 'false', ''])])
  .optional()
  .transform((value) => (value === undefined || value === '' ? undefined : value === true || value === 'true'));

export const PageMetaBody = z.object({
  page: z.number().int(),
  limit: z.number().int(),
  totalItems: z.number().int(),
  totalPages: z.number().int(),
});
