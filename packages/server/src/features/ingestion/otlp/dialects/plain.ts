import type { ObservationType } from '@tidemark/contract/telemetry';
import type { Dialect } from './dialect.ts';
import { asObject, converted, firstText, firstValue } from './find.ts';

/** Names that many write by hand, without any convention behind them. */
export const plain: Dialect = {
  families: ['input', 'output', 'model', 'model_config'],
  rules: {
    input: firstValue('input'),
    output: firstValue('output'),
    model: firstText('model'),
    modelParameters: converted(firstValue('model_config'), (value) => {
      const parameters = asObject(value);
      return parameters === null ? null : JSON.stringify(parameters);
    }),
  },
};

/** Whatever names a model, and no other kind, is a call of it. */
export const anyModel: Dialect = {
  families: ['langfuse', 'gen_ai', 'llm', 'model'],
  rules: {
    type: converted(
      firstText(
        'langfuse.observation.model.name',
        'gen_ai.request.model',
        'gen_ai.response.model',
        'llm.model_name',
        'llm.response.model',
        'model',
      ),
      (): ObservationType => 'GENERATION',
    ),
  },
};
