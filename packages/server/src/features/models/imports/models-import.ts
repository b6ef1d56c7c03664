import { z } from 'zod';
import { importedId } from '#kernel/imported-id';
import { NO_COUNTS, recordsImport } from '#kernel/import-table';
import { parsedJson } from '#kernel/parsed-json';
import { parseMicros } from '#platform/clickhouse/micros';
import { TierConditions, TierPrices } from '../model-input.ts';
import { compileModel } from '../priced-model.ts';
import type { ModelDefinition } from '../priced-model.ts';
import { modelsExport } from '../store/models-export.sql.ts';
import { selectKnownModels } from '../store/known-models.sql.ts';
import { insertModel } from '../store/models.sql.ts';

const GivenModel = z.object({
  id: z.string().min(1).max(100),
  name: z.string().min(1).max(200),
  match_pattern: z.string().min(1).max(1000),
  start_at: z.string().nullable(),
  unit: z.enum(['TOKENS', 'CHARACTERS', 'MILLISECONDS', 'SECONDS', 'REQUESTS', 'IMAGES']),
  tiers: z
    .array(
      z.object({
        id: z.string().min(1),
        name: z.string().min(1),
        conditions: parsedJson(TierConditions),
        prices: TierPrices,
      }),
    )
    .min(1),
  created_at: z.string(),
});
type ArchivedModel = z.output<typeof GivenModel>;
const ArchivedModel = GivenModel.refine((model) => isCompilable(definitionOf(model, (id) => id)), {
  message: 'is no model with a pattern and prices',
});

/** Models with their prices. One that is there already stays as it is, and so does one of its name and time. */
export const modelsImport = recordsImport({
  name: 'models',
  columns: modelsExport.types,
  schema: ArchivedModel,
  async compare({ db }, models, into) {
    const ids = models.map(({ id }) => importedId(into, id));
    const known = await selectKnownModels(db, { projectId: into.projectId, ids });
    const taken = models.filter((model, at) => !known.ids.has(ids[at] ?? '') && known.places.has(placeOf(model)));
    const same = ids.filter((id) => known.ids.has(id)).length;
    return { ...NO_COUNTS, same, kept: taken.length, added: models.length - same - taken.length };
  },
  async store({ db }, models, into) {
    const ids = models.map(({ id }) => importedId(into, id));
    const known = await selectKnownModels(db, { projectId: into.projectId, ids });
    for (const model of models) {
      const definition = definitionOf(model, (id) => importedId(into, id));
      if (known.ids.has(definition.id)) continue;
      const now = new Date((parseMicros(model.created_at) ?? 0) / 1000);
      await insertModel(db, { projectId: into.projectId, model: definition, unit: model.unit, now });
    }
  },
});

/** Two of one name that hold from one time on would be one. */
function placeOf({ name, start_at: start }: ArchivedModel): string {
  const us = start === null ? null : parseMicros(start);
  return JSON.stringify([name, us === null ? null : Math.floor(us / 1000)]);
}

function definitionOf(model: ArchivedModel, idOf: (id: string) => string): ModelDefinition {
  return {
    id: idOf(model.id),
    name: model.name,
    pattern: model.match_pattern,
    startUs: model.start_at === null ? null : parseMicros(model.start_at),
    tiers: model.tiers.map((tier) => ({ ...tier, id: idOf(tier.id) })),
  };
}

function isCompilable(model: ModelDefinition): boolean {
  try {
    compileModel(model);
    return true;
  } catch {
    return false;
  }
}
