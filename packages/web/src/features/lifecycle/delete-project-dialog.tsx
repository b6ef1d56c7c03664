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
  return (
    <DeletionDialog noun="project" name={project.name} flow={flow} onClose={onClose} onDeleted={onDeleted}>
      <DeletionPreview facts={flow.preview.data} />
    </DeletionDialog>
  );
}
