import { NOT_STORABLE, isStorableJson } from '@tidemark/contract/storable-text';
import { z } from 'zod';
import { AppError } from '#domain/errors';
import { write } from '#kernel/verb';
import { orIfTaken } from '#platform/postgres/unique-violation';
import { ProjectName, nameTaken, refuseTakenName } from './create-project.ts';
import { selectReadableProject, updateProjectRow } from './store/projects.sql.ts';
import { projectView } from './view.ts';

const METADATA_MAX_BYTES = 10_000;

/** Days that data is kept; null keeps it for ever. */
const RetentionDays = z.number().int().min(3).max(3650).nullable();

const Metadata = z
  .record(z.string().max(200), z.json())
  .refine((metadata) => JSON.stringify(metadata).length <= METADATA_MAX_BYTES, {
    message: 'must be at most 10 kB of JSON',
  })
  .refine(isStorableJson, { message: NOT_STORABLE });

export const updateProject = write({
  input: z.object({
    name: ProjectName.optional(),
    metadata: Metadata.optional(),
    retentionDays: RetentionDays.optional(),
  }),
  permission: 'project:update',
  audit: (input) => ({ action: 'project.update', entityType: 'project', details: input }),
  async run(ctx, change) {
    if (change.name !== undefined) await refuseTakenName(ctx, change.name, ctx.projectId);
    await orIfTaken(updateProjectRow(ctx.db, ctx.projectId, { ...change, at: new Date(ctx.clock.nowMs()) }), nameTaken);
    const project = await selectReadableProject(ctx.db, ctx.projectId);
    if (!project) throw new AppError('not_found', 'There is no such project');
    return projectView(project);
  },
});
