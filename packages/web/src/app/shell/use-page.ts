import { useMatches } from '@tanstack/react-router';
import type { PageFacts } from '../router.tsx';

export interface PageView extends PageFacts {
  title: string;
  /** What the page is about within its title: a trace's or session's id. */
  item: string | null;
}

/** The page of the address, as its route declares it. */
export function usePage(): PageView {
  const match = useMatches().at(-1);
  const facts: PageFacts = match?.staticData ?? {};
  const params = (match?.params ?? {}) as Record<string, string | undefined>;
  return { ...facts, title: facts.title ?? '', item: params['traceId'] ?? params['sessionId'] ?? null };
}
