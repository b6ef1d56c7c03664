import { ReasonDialog } from '#ui/reason-dialog';

export interface LegalHoldDialogProps {
  name: string;
  hold: (reason: string) => Promise<unknown>;
  onClose: () => void;
}

export const LegalHoldDialog = ({ name, hold, onClose }: LegalHoldDialogProps) => (
  <ReasonDialog
    title={`Hold ${name}`}
    description="Until the hold is lifted nobody can delete the project, and nothing of it is removed for good."
    hint="Owners read it when they try to delete the project."
    placeholder="Case 2026/14"
    confirmLabel="Hold"
    variant="primary"
    confirm={hold}
    onClose={onClose}
  />
);
