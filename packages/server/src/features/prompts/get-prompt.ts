import { PRODUCTION } from '@tidemark/contract/rest/prompts';
import type { PublicPrompt } from '@tidemark/contract/rest/prompts';
import { z } from 'zod';
import { AppError } from '#domain/errors';
import type { ProjectCtx } from '#kernel/ctx';
import { read } from '#kernel/verb';
import { describeVersion, resolveReferences } from './composition.ts';
import { findVersions } from './find-versions.ts';
import { promptCache } from './prompt-cache.ts';
import { viewPrompt } from './prompt-view.ts';
import { selectVersions } from './store/prompts.sql.ts';
import type { WantedVersion } from './store/prompts.sql.ts';

const Input = z.object({
  name: z.string(),
  version: z.number().int().optional(),
  /** `production` unless a version is given. */
  label: z.string().optional(),
  /** Whether references are put in. */
  resolve: z.boolean().default(true),
});

/** One version. With its references put in it comes from memory, which every change of a prompt of the project clears. */
export const getPrompt = read({
  input: Input,
  permission: 'prompts:read',
  async run(ctx, input): Promise<PublicPrompt> {
    const wanted = wantedOf(input);
    const found = input.resolve
      ? await (await promptCache(ctx)).get(ctx.projectId, wanted, () => load(ctx, wanted, true))
      : await load(ctx, wanted, false);
    if (!found) throw new AppError('not_found', `Prompt not found: ${describeVersion(wanted)}`);
    return found;
  },
});

function wantedOf({ name, version, label }: z.output<typeof Input>): WantedVersion {
  if (version !== undefined && label !== undefined)
    throw new AppError('invalid', 'Cannot specify both version and label');
  return { name, version: version ?? null, label: version === undefined ? (label ?? PRODUCTION) : null };
}

async function load(ctx: ProjectCtx, wanted: WantedVersion, resolve: boolean): Promise<PublicPrompt | null> {
  if (wanted.name.includes('\0') || wanted.label?.includes('\0')) return null;
  const [row] = await selectVersions(ctx.db, ctx.projectId, [wanted]);
  if (!row) return null;
  if (!resolve) return viewPrompt(ctx.projectId, row, null);
  const { prompt, graph } = await resolveReferences(row, (references) => findVersions(ctx, ctx.projectId, references));
  return viewPrompt(ctx.projectId, { ...row, prompt }, graph);
}
