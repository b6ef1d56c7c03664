import { z } from 'zod';

/** A text that has to be JSON of this shape. */
export function parsedJson<S extends z.ZodType>(schema: S) {
  return z
    .string()
    .transform((text, issues): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        issues.addIssue({ code: 'custom', message: 'is no JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}
