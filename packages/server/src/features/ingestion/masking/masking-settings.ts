import { z } from 'zod';
import { isStorableJson, NOT_STORABLE } from '@tidemark/contract/storable-text';
import { read, write } from '#kernel/verb';
import { replaceMaskingRules, selectMaskingRules } from '../store/masking-rules.sql.ts';
import { compileMask } from './mask-json.ts';
import { MaskingRules } from './masking-rule.ts';
import type { MaskingRule } from './masking-rule.ts';

export const getMasking = read({
  input: z.object({}),
  permission: 'project:read',
  run: async (ctx): Promise<{ rules: MaskingRule[] }> => ({ rules: await selectMaskingRules(ctx.db, ctx.projectId) }),
});

/** In force within five seconds in every process, for what is sent from then on; what is stored stays as it is. */
export const setMasking = write({
  input: z.object({ rules: MaskingRules }),
  permission: 'masking:write',
  audit: ({ rules }) => ({ action: 'masking.set', entityType: 'project', details: { rules: rules.length } }),
  async run(ctx, { rules }): Promise<{ rules: MaskingRule[] }> {
    await replaceMaskingRules(ctx.db, ctx.projectId, rules);
    return { rules };
  },
});

/** What the rules would make of a value; nothing is kept of either. */
export const testMasking = read({
  input: z.object({
    rules: MaskingRules,
    sample: z
      .json()
      .refine((sample) => JSON.stringify(sample).length <= 100_000, { message: 'must be at most 100 kB of JSON' })
      .refine(isStorableJson, { message: NOT_STORABLE }),
  }),
  permission: 'masking:write',
  run: (_ctx, { rules, sample }): Promise<{ masked: unknown }> =>
    Promise.resolve({ masked: compileMask(rules)(sample) }),
});
