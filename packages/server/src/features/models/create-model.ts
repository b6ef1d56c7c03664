import { AppError } from '#domain/errors';
import { write } from '#kernel/verb';
import { ModelInput } from './model-input.ts';
import { compileModel } from './priced-model.ts';
import type { ModelDefinition } from './priced-model.ts';
import { insertModel } from './store/models.sql.ts';
import { viewModel } from './view.ts';
import type { ModelView } from './view.ts';

/** A model of the project's own, tried before the public ones. What is already stored keeps its cost. */
export const createModel = write({
  input: ModelInput,
  permission: 'models:write',
  audit: (_, model: ModelView) => ({
    action: 'models.create',
    entityType: 'model',
    entityId: model.id,
    details: { name: model.name, pattern: model.pattern },
  }),
  async run(ctx, input) {
    const model: ModelDefinition = {
      id: ctx.clock.newId(),
      name: input.name,
      pattern: input.pattern,
      startUs: input.startAt ? Date.parse(input.startAt) * 1000 : null,
      tiers: input.tiers.map((tier) => ({ id: ctx.clock.newId(), ...tier })),
    };
    compileModel(model);
    const now = new Date(ctx.clock.nowMs());
    if (!(await insertModel(ctx.db, { projectId: ctx.projectId, model, unit: input.unit, now })))
      throw new AppError('conflict', `The project already has prices of ${model.name} from this time on`);
    return viewModel(model, 'project');
  },
});
