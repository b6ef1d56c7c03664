/**
 * Models and what they cost: the public price list, which is part of the program, and the models that a project
 * declares itself, which are tried first. Patterns are matched by RE2, in time linear in the name, whatever a user
 * writes. Ingestion asks `modelMatcher` for the model of an observation and prices it by `#domain/cost`; stored costs
 * never change by themselves when a price does.
 */
import { feature } from '#kernel/feature';
import { eraseProject } from './erase-project.ts';
import { modelsImport } from './imports/models-import.ts';
import { modelTrash } from './model-trash.ts';
import { modelsExport } from './store/models-export.sql.ts';

export { modelMatcher } from './match-model.ts';
export { modelsRouter } from './trpc.ts';

export const models = feature({
  name: 'models',
  owns: { postgres: ['models', 'model_tiers'] },
  trash: [modelTrash],
  exports: [modelsExport],
  imports: [modelsImport],
  eraseProject,
});
