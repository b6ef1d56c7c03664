import type { PublicPrompt } from '@tidemark/contract/rest/prompts';
import { LRUCache } from 'lru-cache';
import type { Engines } from '#kernel/ctx';
import type { Db } from '#platform/postgres/db';
import type { Notifications } from '#platform/postgres/notifications';
import { keyOf } from './composition.ts';
import type { WantedVersion } from './store/prompts.sql.ts';

/** Channel and topic of the word that something about a project's prompts has changed; the payload is its id. */
const PROMPTS_CHANGED = 'prompts_changed';

type Needed = Pick<Engines, 'notifications' | 'barrier'>;

interface PromptCache {
  /** The prompt, null when there is none, as it is or was after the last change that anybody was told of. */
  get(projectId: string, wanted: WantedVersion, load: Load): Promise<PublicPrompt | null>;
}
type Load = () => Promise<PublicPrompt | null>;

const MAX_PROMPTS = 20_000;
/** Characters. */
const MAX_SIZE = 64_000_000;

const caches = new WeakMap<Notifications, Promise<PromptCache>>();

/** One in a process, opened when it is first asked for. */
export function promptCache(engines: Needed): Promise<PromptCache> {
  const known = caches.get(engines.notifications);
  if (known) return known;
  const opening = openPromptCache(engines);
  caches.set(engines.notifications, opening);
  return opening;
}

/**
 * Prompts with their references put in. Word of a change drops everything of the project, since any prompt may refer
 * to any other, and a read that began before the word is not kept. While word may be missed nothing is remembered.
 */
async function openPromptCache({ notifications, barrier }: Needed): Promise<PromptCache> {
  const known = new LRUCache<string, { projectId: string; prompt: PublicPrompt }>({
    max: MAX_PROMPTS,
    maxSize: MAX_SIZE,
    sizeCalculation: ({ prompt }) => JSON.stringify(prompt).length,
  });
  const flights = new Map<string, Promise<PublicPrompt | null>>();
  let epoch = 0;
  const forget = (projectId: string) => {
    epoch += 1;
    flights.clear();
    for (const [key, entry] of known.entries()) if (entry.projectId === projectId) known.delete(key);
  };
  const forgetAll = () => {
    epoch += 1;
    flights.clear();
    known.clear();
  };
  barrier.on(PROMPTS_CHANGED, { take: forget, onLapse: forgetAll });
  await notifications.listen(PROMPTS_CHANGED, { onMessage: forget, onGap: forgetAll });

  const read = async (key: string, projectId: string, load: Load) => {
    const before = epoch;
    const prompt = await load();
    if (prompt && epoch === before) known.set(key, { projectId, prompt });
    return prompt;
  };
  return {
    async get(projectId, wanted, load) {
      if (!notifications.connected || !barrier.leased) return load();
      const key = `${projectId}\n${keyOf(wanted)}`;
      const cached = known.get(key);
      if (cached) return cached.prompt;
      const flying = flights.get(key);
      if (flying) return flying;
      const flight = read(key, projectId, load).finally(() => {
        if (flights.get(key) === flight) flights.delete(key);
      });
      flights.set(key, flight);
      return flight;
    },
  };
}

/** Within the transaction of a change: other processes hear of it when that commits, whatever becomes of this one. */
export function announceChange({ notifications }: Needed, db: Db, projectId: string): Promise<void> {
  return notifications.announce(db, PROMPTS_CHANGED, projectId);
}

/** After the commit: resolves when no process answers by what was before. */
export function forgetPrompts({ barrier }: Needed, projectId: string): Promise<void> {
  return barrier.raise(PROMPTS_CHANGED, projectId);
}
