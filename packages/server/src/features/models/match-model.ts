import { LRUCache } from 'lru-cache';
import type { Engines } from '#kernel/ctx';
import type { Db } from '#platform/postgres/db';
import { compileModel } from './priced-model.ts';
import type { ModelDefinition, PricedModel } from './priced-model.ts';
import { publicRegistry } from './public-registry.ts';
import { selectModels } from './store/models.sql.ts';

export interface ModelMatcher {
  /**
   * The model whose pattern is found in `modelName`: the project's own before the public ones, and of several the one
   * whose prices began last, but not after `atUs`. A change of a project's models counts within `FRESH_MS`.
   */
  match(projectId: string, modelName: string, atUs: number): Promise<PricedModel | null>;
  /** A model by the id that a stored observation names; null when the project deleted it. */
  find(projectId: string, modelId: string): Promise<PricedModel | null>;
}

type Needs = Pick<Engines, 'db' | 'clock' | 'log'>;

/** How old a process's knowledge of a project's models may be. */
const FRESH_MS = 10_000;
/** No vendor has a model name this long; a longer text is not worth a place in the cache. */
const MAX_NAME_LENGTH = 500;

const matchers = new WeakMap<Db, ModelMatcher>();

/** The matcher of a database: its caches are shared by all who pass the same one, and die with it. */
export function modelMatcher(engines: Needs): ModelMatcher {
  const known = matchers.get(engines.db);
  if (known !== undefined) return known;
  const matcher = createMatcher(engines);
  matchers.set(engines.db, matcher);
  return matcher;
}

function createMatcher(engines: Needs): ModelMatcher {
  const projects = projectCache(engines);
  const candidates = new LRUCache<string, { of: readonly PricedModel[]; models: readonly PricedModel[] }>({
    max: 20_000,
  });

  async function candidatesFor(projectId: string, modelName: string): Promise<readonly PricedModel[]> {
    const own = await projects(projectId);
    const key = `${projectId}\n${modelName}`;
    const cached = candidates.get(key);
    if (cached?.of === own) return cached.models;
    const models = findCandidates(own, modelName);
    candidates.set(key, { of: own, models });
    return models;
  }

  return {
    async match(projectId, modelName, atUs) {
      if (modelName === '' || modelName.length > MAX_NAME_LENGTH) return null;
      const models = await candidatesFor(projectId, modelName);
      return models.find((model) => model.startUs === null || model.startUs <= atUs) ?? null;
    },
    async find(projectId, modelId) {
      const byId = (models: readonly PricedModel[]) => models.find((model) => model.id === modelId);
      return byId(publicRegistry()) ?? byId(await projects(projectId)) ?? null;
    },
  };
}

/** Every model that may be meant, first choice first; the time of the observation decides among them. */
function findCandidates(own: readonly PricedModel[], modelName: string): PricedModel[] {
  const ours = own.filter((model) => model.matches(modelName)).sort(latestFirst);
  const theirs = publicRegistry().find((model) => model.matches(modelName));
  return theirs === undefined ? ours : [...ours, theirs];
}

function latestFirst(a: PricedModel, b: PricedModel): number {
  return (b.startUs ?? -Infinity) === (a.startUs ?? -Infinity)
    ? 0
    : (b.startUs ?? -Infinity) - (a.startUs ?? -Infinity);
}

/** The list of a project keeps its identity while it is fresh, so that what was derived from it can be told stale. */
function projectCache({ db, clock, log }: Needs): (projectId: string) => Promise<readonly PricedModel[]> {
  const cache = new LRUCache<string, readonly PricedModel[]>({
    max: 2000,
    ttl: FRESH_MS,
    ttlResolution: 0,
    perf: { now: () => clock.nowMs() },
    fetchMethod: async (projectId) => {
      const models = await selectModels(db, projectId);
      return models.flatMap((model) =>
        tryCompile(model, (reason) =>
          log.warn({ projectId, modelId: model.id, reason }, 'A model is left out: it cannot be read'),
        ),
      );
    },
  });
  return async (projectId) => (await cache.fetch(projectId)) ?? [];
}

/** One model that cannot be read must not stop a project's ingestion. */
function tryCompile(model: ModelDefinition, onUnreadable: (reason: unknown) => void): PricedModel[] {
  try {
    return [compileModel(model)];
  } catch (reason) {
    onUnreadable(reason);
    return [];
  }
}
