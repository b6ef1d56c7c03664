import { storableText } from '@tidemark/contract/storable-text';
import { RE2JS } from 're2js';
import { z } from 'zod';

const Replacement = storableText().max(200).default('[masked]');

/** What to take out: every match of a pattern in any text, or the whole value at a path. */
export const MaskingRule = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('pattern'),
    /** Matched in time linear in the text, whatever it is. */
    pattern: storableText().min(1).max(500).superRefine(refuseBadPattern),
    replacement: Replacement,
  }),
  z.object({
    kind: z.literal('path'),
    /** Names in dots, `*` for any one: `user.email` is found at any depth. */
    path: storableText()
      .min(1)
      .max(300)
      .refine((path) => path.split('.').every((name) => name !== ''), { message: 'must be names joined by dots' }),
    replacement: Replacement,
  }),
]);
export type MaskingRule = z.output<typeof MaskingRule>;

export const MaskingRules = z.array(MaskingRule).max(50);

function refuseBadPattern(pattern: string, issues: z.RefinementCtx) {
  try {
    if (RE2JS.compile(pattern).matches('')) issues.addIssue({ code: 'custom', message: 'must not match empty text' });
  } catch (error) {
    issues.addIssue({ code: 'custom', message: `is no RE2 pattern: ${(error as Error).message}` });
  }
}
