import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Db } from '#platform/postgres/db';
import type { ModelDefinition } from '../priced-model.ts';
import { TierConditions, TierPrices } from '../model-input.ts';

/** All models of a project with their tiers in one answer: a project has few, and every match needs them together. */
export async function selectModels(db: Db, projectId: string): Promise<ModelDefinition[]> {
  const rows = await db
    .selectFrom('models')
    .select((from) => [
      'id',
      'name',
      'match_pattern',
      'start_at',
      jsonArrayFrom(
        from
          .selectFrom('model_tiers')
          .select(['model_tiers.id', 'model_tiers.name', 'conditions', 'prices'])
          .whereRef('model_tiers.model_id', '=', 'models.id')
          .orderBy('position'),
      ).as('tiers'),
    ])
    .where('project_id', '=', projectId)
    .where('deleted_at', 'is', null)
    .orderBy('name')
    .orderBy('start_at', (order) => order.desc().nullsLast())
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    pattern: row.match_pattern,
    startUs: row.start_at === null ? null : row.start_at.getTime() * 1000,
    tiers: row.tiers.map((tier) => ({
      id: tier.id,
      name: tier.name,
      conditions: TierConditions.parse(tier.conditions),
      prices: TierPrices.parse(tier.prices),
    })),
  }));
}

interface NewModel {
  projectId: string;
  model: ModelDefinition;
  unit: string;
  now: Date;
}

/** False when the project already has a model of this name from this time on; nothing is written then. */
export async function insertModel(db: Db, { projectId, model, unit, now }: NewModel): Promise<boolean> {
  const inserted = await db
    .insertInto('models')
    .values({
      id: model.id,
      project_id: projectId,
      name: model.name,
      match_pattern: model.pattern,
      start_at: model.startUs === null ? null : new Date(model.startUs / 1000),
      unit,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['project_id', 'name', 'start_at']).where('deleted_at', 'is', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  if (inserted === undefined) return false;
  const tiers = model.tiers.map((tier, position) => ({
    id: tier.id,
    model_id: model.id,
    project_id: projectId,
    name: tier.name,
    position,
    conditions: JSON.stringify(tier.conditions),
    prices: JSON.stringify(tier.prices),
  }));
  await db.insertInto('model_tiers').values(tiers).execute();
  return true;
}

export async function deleteProjectModels(db: Db, projectId: string): Promise<void> {
  await db.deleteFrom('model_tiers').where('project_id', '=', projectId).execute();
  await db.deleteFrom('models').where('project_id', '=', projectId).execute();
}
