import { useMatches } from '@tanstack/react-router';
import { useSession } from '#lib/session';
import type { PageFacts } from '../router.tsx';

export interface PageView extends PageFacts {
  title: string;
  /** What the page is about within its title: a trace's or session's id. */
  item: string | null;
  /** Whether it is one of a project's pages. */
  ofProject: boolean;
}

/** The page of the address, as its route declares it. */
export function usePage(): PageView {
  const match = useMatches().at(-1);
  const facts: PageFacts = match?.staticData ?? {};
  const params = (match?.params ?? {}) as Record<string, string | undefined>;
  const organization = useSession().organizations.find(({ id }) => id === params['organizationId'])?.name;
  return {
    ...facts,
    title: organization ?? facts.title ?? 'Not found',
    ofProject: params['projectId'] !== undefined,
    item: params['traceId'] ?? params['sessionId'] ?? null,
  };
}
