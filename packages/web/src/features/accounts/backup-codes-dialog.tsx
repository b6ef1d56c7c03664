import { Button } from '#ui/button';
import { Dialog } from '#ui/dialog';
import { BackupCodes } from './backup-codes.tsx';

export const BackupCodesDialog = ({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) => (
  <Dialog
    open
    held
    onOpenChange={(open) => !open && onClose()}
    title="Your new backup codes"
    footer={
      <Button variant="primary" onClick={onClose}>
        I have kept them
      </Button>
    }
  >
    <BackupCodes codes={codes} />
  </Dialog>
);
