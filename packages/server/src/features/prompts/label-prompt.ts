import { LATEST, PromptLabel } from '@tidemark/contract/rest/prompts';
import type { PublicPrompt } from '@tidemark/contract/rest/prompts';
import { z } from 'zod';
import { AppError } from '#domain/errors';
import type { ProjectCtx } from '#kernel/ctx';
import { write } from '#kernel/verb';
import { describeVersion, resolveReferences } from './composition.ts';
import { findVersions } from './find-versions.ts';
import { guardLabels } from './guard-labels.ts';
import { announceChange, forgetPrompts } from './prompt-cache.ts';
import { viewPrompt } from './prompt-view.ts';
import { refuseMissed } from './refuse-missed.ts';
import { lockName, selectVersions, setLabels, takeLabels } from './store/prompts.sql.ts';
import type { PromptRow } from './store/prompts.sql.ts';

const Labels = z
  .array(PromptLabel)
  .max(100)
  .refine((labels) => !labels.includes(LATEST), `The label '${LATEST}' is always that of the newest version`);

const audit = (_: unknown, { id, name, version, labels }: PublicPrompt) => ({
  action: 'prompts.label',
  entityType: 'prompt',
  entityId: id,
  details: { name, version, labels },
});

const committed = (ctx: ProjectCtx) => forgetPrompts(ctx, ctx.projectId);

/** Labels that the version gets in addition; each leaves the version that had it. */
export const addPromptLabels = write({
  input: z.object({ name: z.string(), version: z.number().int(), labels: Labels }),
  permission: 'prompts:write',
  audit,
  committed,
  run: (ctx, { name, version, labels }) =>
    relabel(ctx, { name, version }, (row) => [...new Set([...row.labels, ...labels])]),
});

/** The labels that the version has from then on, and no others. */
export const setPromptLabels = write({
  input: z.object({ name: z.string(), version: z.number().int(), labels: Labels }),
  permission: 'prompts:write',
  audit,
  committed,
  run: (ctx, { name, version, labels }) => relabel(ctx, { name, version }, () => [...new Set(labels)]),
});

async function relabel(
  ctx: ProjectCtx,
  { name, version }: { name: string; version: number },
  labelsOf: (row: PromptRow) => string[],
): Promise<PublicPrompt> {
  const { db, projectId } = ctx;
  await lockName(db, { projectId, name });
  const wanted = { name, version, label: null };
  const [row] = await selectVersions(db, projectId, [wanted]);
  if (!row) throw new AppError('not_found', `Prompt not found: ${describeVersion(wanted)}`);
  const labels = labelsOf(row);
  const gained = labels.filter((label) => !row.labels.includes(label));
  const lost = row.labels.filter((label) => !labels.includes(label));
  await guardLabels(ctx, [...gained, ...lost]);
  if (lost.length > 0)
    await refuseMissed(db, { projectId, name, versions: [], labels: lost, except: [], isLast: false });
  const now = new Date(ctx.clock.nowMs());
  if (gained.length > 0) await takeLabels(db, { projectId, name, now, labels: gained, except: row.id });
  if (gained.length + lost.length > 0) await setLabels(db, { id: row.id, labels, now });
  // Others may refer to a label that now names this version: what it refers to must not lead back to it.
  await resolveReferences(row, (references) => findVersions(ctx, projectId, references));
  await announceChange(ctx, db, projectId);
  return viewPrompt(projectId, { ...row, labels, updatedAt: now }, null);
}
