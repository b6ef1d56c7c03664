import { MoreHorizontal, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#ui/button';
import { ConfirmDialog } from '#ui/confirm-dialog';
import { DropdownMenu, MenuItem, MenuLabel, MenuSeparator } from '#ui/dropdown-menu';
import { Popover } from '#ui/popover';
import { useToast } from '#ui/toast';
import { Tooltip } from '#ui/tooltip';
import { Sample } from './sample.tsx';

/** What floats takes the theme of the page, not of the sample. */
export function FloatSamples() {
  const [open, setOpen] = useState(false);
  const toast = useToast();
  return (
    <Sample title="Floating">
      <Tooltip text="Copies the link" shortcut="c">
        <Button>Tooltip</Button>
      </Tooltip>
      <DropdownMenu
        trigger={
          <Button>
            Menu <MoreHorizontal aria-hidden />
          </Button>
        }
      >
        <MenuLabel>This trace</MenuLabel>
        <MenuItem icon={Pencil} shortcut="e">
          Rename
        </MenuItem>
        <MenuItem checked>Current</MenuItem>
        <MenuSeparator />
        <MenuItem icon={Trash2} danger>
          Delete
        </MenuItem>
      </DropdownMenu>
      <Popover label="Sample" trigger={<Button>Popover</Button>}>
        <p className="max-w-60 text-sm">A panel for a few controls.</p>
      </Popover>
      <Button
        onClick={() =>
          toast({
            title: '3 traces moved to the trash',
            action: { label: 'Undo', run: () => toast({ title: 'They are back' }) },
          })
        }
      >
        Toast with undo
      </Button>
      <Button
        onClick={() =>
          toast({
            tone: 'error',
            title: 'The role was not changed',
            detail: 'An organization keeps at least one owner.',
          })
        }
      >
        Error toast
      </Button>
      <Button variant="danger" onClick={() => setOpen(true)}>
        Confirm
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title="Revoke key pk-tm-8c…4f2a?"
        confirmLabel="Revoke the key"
        onConfirm={async () => {}}
      >
        Requests with this key are refused at once, and it cannot be brought back.
      </ConfirmDialog>
    </Sample>
  );
}
