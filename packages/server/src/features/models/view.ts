import type { ModelDefinition } from './priced-model.ts';

/** A model as people see it: prices in US dollars per unit. */
export interface ModelView {
  id: string;
  name: string;
  pattern: string;
  /** ISO time from which its prices hold; null: always. */
  startAt: string | null;
  /** `public` models come with the program and cannot be changed; a project's own model is tried before them. */
  origin: 'public' | 'project';
  tiers: { id: string; name: string; conditions: readonly unknown[]; prices: Readonly<Record<string, string>> }[];
}

export function viewModel(model: ModelDefinition, origin: ModelView['origin']): ModelView {
  return {
    id: model.id,
    name: model.name,
    pattern: model.pattern,
    startAt: model.startUs === null ? null : new Date(model.startUs / 1000).toISOString(),
    origin,
    tiers: model.tiers.map(({ id, name, conditions, prices }) => ({ id, name, conditions, prices })),
  };
}
