import { ReasonDialog } from '#ui/reason-dialog';

export interface PurgeDialogProps {
  name: string;
  /** The dialog stays open, with the reason, when this rejects. */
  purge: (reason: string) => Promise<unknown>;
  onClose: () => void;
}

/** Asks before something goes that nobody can bring back. */
export const PurgeDialog = ({ name, purge, onClose }: PurgeDialogProps) => (
  <ReasonDialog
    title={`Delete ${name} for good?`}
    description="Nobody can bring it back after this. What arrives about it later is refused."
    hint="Kept in the audit log."
    confirmLabel="Delete for good"
    variant="danger"
    confirm={purge}
    onClose={onClose}
  />
);
