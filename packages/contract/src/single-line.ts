import { NOT_STORABLE, isStorable } from './storable-text.ts';
import { z } from 'zod';

/** What a person types into one line, without the spaces around it. Control characters are refused: databases and terminals choke on them. */
export const singleLine = (length: { min: number; max: number }) =>
  z
    .string()
    .trim()
    .min(length.min)
    .max(length.max)
    // oxlint-disable-next-line no-control-regex -- these are the characters that are meant
    .regex(/^[^\u0000-\u001f\u007f]*$/, { message: 'must be one line without control characters' })
    .refine(isStorable, { message: NOT_STORABLE });
