import { useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { rememberPage } from '#lib/recent';
import { useCurrentProject } from './use-current-project.ts';
import { usePage } from './use-page.ts';

/** Keeps the document's title and the palette's list of recent pages. */
export function useVisits(): void {
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const { title, item } = usePage();
  const project = useCurrentProject();
  const name = [title, item].filter(Boolean).join(' ');
  useEffect(() => {
    document.title = name === '' ? 'Tidemark' : `${name} · ${project?.name ?? 'Tidemark'}`;
    if (name !== '' && pathname.startsWith('/project/'))
      rememberPage({ href: pathname, title: `${project?.name ?? ''} / ${name}` });
  }, [name, pathname, project?.name]);
}
