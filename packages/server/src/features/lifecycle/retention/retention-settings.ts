import { storableText } from '@tidemark/contract/storable-text';
import { z } from 'zod';
import { findRetention, saveRetention } from '#features/projects';
import { AppError } from '#domain/errors';
import { read, write } from '#kernel/verb';
import { replaceRules, selectRules } from '../store/retention-rules.sql.ts';
import type { RetentionRule } from '../store/retention-rules.sql.ts';

export interface RetentionSettings {
  /** Days that the project keeps its data; null for ever. */
  days: number | null;
  /** How many of its newest steps the project keeps; null for all. */
  maxSteps: number | null;
  /** How much of the disk it may take, in percent; null for any. */
  diskPercent: number | null;
  /** Environments that keep theirs for another time, or fewer of them. */
  environments: RetentionRule[];
}

/** A mistyped number must not take away what came yesterday. */
const Days = z.number().int().min(3).max(3650);
const Steps = z.number().int().min(1000).max(1_000_000_000_000);

export const getRetention = read({
  input: z.object({}),
  permission: 'project:read',
  async run(ctx): Promise<RetentionSettings> {
    const project = await findRetention(ctx.db, ctx.projectId);
    if (!project) throw new AppError('not_found', 'There is no such project');
    const { days, maxSteps, diskPercent } = project;
    return { days, maxSteps, diskPercent, environments: await selectRules(ctx.db, ctx.projectId) };
  },
});

export const RetentionInput = z.object({
  days: Days.nullable(),
  maxSteps: Steps.nullable().default(null),
  diskPercent: z.number().int().min(1).max(100).nullable().default(null),
  environments: z
    .array(
      z
        .object({
          environment: storableText().min(1).max(200),
          days: Days.nullable().default(null),
          maxSteps: Steps.nullable().default(null),
        })
        .refine(({ days, maxSteps }) => days !== null || maxSteps !== null, {
          message: 'must say days or a number of steps',
        }),
    )
    .max(100)
    .refine((rules) => new Set(rules.map(({ environment }) => environment)).size === rules.length, {
      message: 'must name each environment once',
    })
    .default([]),
});

/** What is older, or beyond the number or the share of the disk, is removed for good within an hour of the change, and cannot be restored. */
export const setRetention = write({
  input: RetentionInput,
  permission: 'retention:write',
  audit: (input) => ({ action: 'retention.set', entityType: 'project', details: { ...input } }),
  async run(ctx, { environments, ...project }): Promise<RetentionSettings> {
    await saveRetention(ctx.db, ctx.projectId, project);
    await replaceRules(ctx.db, ctx.projectId, environments);
    return { ...project, environments: await selectRules(ctx.db, ctx.projectId) };
  },
});
