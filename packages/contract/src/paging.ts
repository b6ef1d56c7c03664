import { z } from 'zod';

/** Page of a list inside the product: an opaque cursor from the previous answer, null at the end. */
export const CursorPage = z.object({
  cursor: z.string().max(2000).nullish(),
  limit: z.number().int().min(1).max(200).default(50),
});

/** A page's rows, where the next one starts, and how complete the answer is. */
export interface Page<Row> {
  rows: Row[];
  nextCursor: string | null;
  /** All data accepted before this ISO time is in the answer. */
  completeUpTo: string | null;
}

const fromQuery = (fallback: number) =>
  z.preprocess((raw) => (raw === '' || raw === undefined ? fallback : raw), z.coerce.number().int());

/** `page` and `limit` of the compatible lists. */
export const PageLimit = z.object({
  page: fromQuery(1).pipe(z.number().min(1)),
  limit: fromQuery(50).pipe(z.number().min(1).max(100)),
});
