import { useNavigate } from '@tanstack/react-router';
import { useShortcuts } from '#lib/keyboard';
import { navigationOf } from './navigation.ts';
import { useCurrentProject } from './use-current-project.ts';

/** `g t` to the traces, `g s` to the sessions, and so on for every page that has one. */
export function useGoShortcuts(): void {
  const navigate = useNavigate();
  const project = useCurrentProject();
  const projectId = project?.id;
  const items = project === null ? [] : navigationOf(project).flat();
  useShortcuts(
    Object.fromEntries(
      items.flatMap(({ shortcut, to }) =>
        shortcut === undefined || projectId === undefined
          ? []
          : [[shortcut, () => void navigate({ to, params: { projectId } })]],
      ),
    ),
  );
}
