import { LATEST } from '@tidemark/contract/rest/prompts';
import { isStorableJson, NOT_STORABLE } from '@tidemark/contract/storable-text';
import { z } from 'zod';
import { importedId } from '#kernel/imported-id';
import { NO_COUNTS, recordsImport } from '#kernel/import-table';
import { parsedJson } from '#kernel/parsed-json';
import { parseMicros } from '#platform/clickhouse/micros';
import { referencesIn } from '../composition.ts';
import { announceChange } from '../prompt-cache.ts';
import { promptsExport } from '../store/prompts-export.sql.ts';
import { selectKnownVersions } from '../store/known-versions.sql.ts';
import { insertReferences } from '../store/prompt-references.sql.ts';
import { insertVersion, lockName } from '../store/prompts.sql.ts';
import type { PromptRow } from '../store/prompts.sql.ts';

const Json = parsedJson(z.unknown().refine(isStorableJson, { message: NOT_STORABLE }));
const Time = z.string().transform((text) => new Date((parseMicros(text) ?? 0) / 1000));
const texts = z.array(z.string().min(1).max(1000)).max(1000);

const ArchivedPrompt = z
  .object({
    id: z.string().min(1).max(100),
    name: z.string().min(1).max(1000),
    version: z.number().int().min(1).max(2_147_483_647),
    type: z.enum(['text', 'chat']),
    prompt: Json,
    labels: texts.refine((labels) => !labels.includes(LATEST), { message: 'never names the latest: it follows' }),
    tags: texts,
    config: Json,
    commit_message: z.string().nullable(),
    created_by: z.string(),
    created_at: Time,
    updated_at: Time,
  })
  .refine(({ type, prompt }) => (type === 'text' ? typeof prompt === 'string' : Array.isArray(prompt)), {
    message: 'the prompt is not of its type',
  });

/** Versions of prompts. A number that is taken keeps its text, and a label that is in use stays where it is. */
export const promptsImport = recordsImport({
  name: 'prompts',
  columns: promptsExport.types,
  schema: ArchivedPrompt,
  async compare({ db }, prompts, into) {
    const ids = prompts.map(({ id }) => importedId(into, id));
    const known = await selectKnownVersions(db, { projectId: into.projectId, prompts });
    const same = ids.filter((id) => known.some((version) => version.id === id)).length;
    const kept = prompts.filter((prompt, at) =>
      known.some((version) => isPlaceOf(version, prompt) && version.id !== ids[at]),
    ).length;
    return { ...NO_COUNTS, same, kept, added: prompts.length - same - kept };
  },
  async store(engines, prompts, into) {
    const { db } = engines;
    const { projectId } = into;
    for (const name of [...new Set(prompts.map((prompt) => prompt.name))].sort())
      await lockName(db, { projectId, name });
    const known = await selectKnownVersions(db, { projectId, prompts });
    for (const prompt of prompts) {
      if (known.some((version) => isPlaceOf(version, prompt))) continue;
      const inUse = new Set(known.filter(({ name }) => name === prompt.name).flatMap(({ labels }) => labels));
      const id = importedId(into, prompt.id);
      await insertVersion(db, {
        ...{ id, projectId, name: prompt.name, version: prompt.version, type: prompt.type },
        ...{ prompt: prompt.prompt as PromptRow['prompt'], config: prompt.config, tags: prompt.tags },
        labels: prompt.labels.filter((label) => !inUse.has(label)),
        commitMessage: prompt.commit_message,
        createdBy: prompt.created_by,
        now: prompt.created_at,
        changedAt: prompt.updated_at,
      });
      const references = referencesIn(prompt.prompt as PromptRow['prompt']);
      await insertReferences(db, { projectId, promptId: id, references });
    }
    await announceChange(engines, db, projectId);
  },
});

function isPlaceOf(known: { name: string; version: number }, prompt: { name: string; version: number }): boolean {
  return known.name === prompt.name && known.version === prompt.version;
}
