import { useCanGoBack, useNavigate, useRouter } from '@tanstack/react-router';
import { useProject } from '#lib/session';

/** To where the person came from, with its filter and place; to the list for who came by a link. */
export function useBack(): () => void {
  const { history } = useRouter();
  const came = useCanGoBack();
  const navigate = useNavigate();
  const { id: projectId } = useProject();
  return () => (came ? history.back() : void navigate({ to: '/project/$projectId/traces', params: { projectId } }));
}
