import { Archive } from 'lucide-react';
import { Link } from '@tanstack/react-router';
import { useProject } from '#lib/session';
import { DeletionDialog } from './deletion-dialog.tsx';
import { DeletionPreview } from './deletion-preview.tsx';
import { useProjectDeletion } from './use-project-deletion.ts';

export interface DeleteProjectDialogProps {
  project: { id: string; name: string };
  onClose: () => void;
  onDeleted: () => void;
}

export function DeleteProjectDialog({ project, onClose, onDeleted }: DeleteProjectDialogProps) {
  const flow = useProjectDeletion(project.id);
  const mayArchive = useProject().may('archives:write');
  return (
    <DeletionDialog noun="project" name={project.name} flow={flow} onClose={onClose} onDeleted={onDeleted}>
      <DeletionPreview facts={flow.preview.data} />
      {mayArchive ? (
        <p className="mt-4 flex gap-2 text-sm text-muted">
          <Archive className="mt-px size-4 shrink-0" aria-hidden />
          <span>
            You can take everything with you first:{' '}
            <Link
              to="/project/$projectId/settings"
              params={{ projectId: project.id }}
              search={{ tab: 'data' }}
              onClick={onClose}
              className="text-accent-text underline"
            >
              archive this project
            </Link>
            .
          </span>
        </p>
      ) : null}
    </DeletionDialog>
  );
}
