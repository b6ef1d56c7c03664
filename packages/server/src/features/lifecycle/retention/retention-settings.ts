import { storableText } from '@tidemark/contract/storable-text';
import { z } from 'zod';
import { findRetention, setRetentionDays } from '#features/projects';
import { AppError } from '#domain/errors';
import { read, write } from '#kernel/verb';
import { replaceRules, selectRules } from '../store/retention-rules.sql.ts';
import type { RetentionRule } from '../store/retention-rules.sql.ts';

export interface RetentionSettings {
  /** Days that the project keeps its data; null for ever. */
  days: number | null;
  /** Environments that keep theirs for another time. */
  environments: RetentionRule[];
}

/** A mistyped number must not take away what came yesterday. */
const Days = z.number().int().min(3).max(3650);

export const getRetention = read({
  input: z.object({}),
  permission: 'project:read',
  async run(ctx): Promise<RetentionSettings> {
    const project = await findRetention(ctx.db, ctx.projectId);
    if (!project) throw new AppError('not_found', 'There is no such project');
    return { days: project.days, environments: await selectRules(ctx.db, ctx.projectId) };
  },
});

/** What is older is removed for good within an hour of the change, and cannot be restored. */
export const setRetention = write({
  input: z.object({
    days: Days.nullable(),
    environments: z
      .array(z.object({ environment: storableText().min(1).max(200), days: Days }))
      .max(100)
      .refine((rules) => new Set(rules.map(({ environment }) => environment)).size === rules.length, {
        message: 'must name each environment once',
      })
      .default([]),
  }),
  permission: 'retention:write',
  audit: (input) => ({ action: 'retention.set', entityType: 'project', details: { ...input } }),
  async run(ctx, { days, environments }): Promise<RetentionSettings> {
    await setRetentionDays(ctx.db, ctx.projectId, days);
    await replaceRules(ctx.db, ctx.projectId, environments);
    return { days, environments: await selectRules(ctx.db, ctx.projectId) };
  },
});
