import { CirclePause, Play } from 'lucide-react';
import { useState } from 'react';
import { readProblem } from '#lib/app-error';
import { useProject } from '#lib/session';
import { Badge } from '#ui/badge';
import { Button } from '#ui/button';
import { ListRow } from '#ui/list-rows';
import { ReasonDialog } from '#ui/reason-dialog';
import { useToast } from '#ui/toast';
import { useUndoToast } from '#ui/undo-toast';
import { useProjectEnabled } from './use-project-enabled.ts';

/** Stops a project from taking data, and lets it again. */
export function EnabledRow() {
  const project = useProject();
  const { enabled, changing, disable, enable } = useProjectEnabled();
  const [asking, setAsking] = useState(false);
  const toast = useToast();
  const offerUndo = useUndoToast();
  const allowed = project.may('project:update');
  const resume = async (): Promise<void> => {
    try {
      await enable();
      toast({ title: `${project.name} takes data again` });
    } catch (error) {
      toast({ title: 'The project was not enabled', detail: readProblem(error).message, tone: 'error' });
    }
  };
  const stop = async (reason: string): Promise<void> => {
    await disable(reason);
    offerUndo({ title: `${project.name} takes no more data`, undo: enable });
  };
  return (
    <ListRow
      wrap
      title={
        enabled === false ? (
          <span className="flex items-center gap-2">
            This project is disabled <Badge tone="warning">takes no data</Badge>
          </span>
        ) : (
          'Disable this project'
        )
      }
      detail={
        enabled === false
          ? 'Everything in it can be read. What is sent to it is refused with 403 ProjectDisabled.'
          : 'It can still be read, and takes no more data until it is enabled again.'
      }
    >
      {enabled === false ? (
        <Button disabled={!allowed} busy={changing} onClick={() => void resume()}>
          <Play aria-hidden /> Enable
        </Button>
      ) : (
        <Button disabled={!allowed || enabled === undefined} onClick={() => setAsking(true)}>
          <CirclePause aria-hidden /> Disable…
        </Button>
      )}
      {asking ? (
        <ReasonDialog
          title={`Disable ${project.name}?`}
          description="What its SDKs send from now on is refused and not kept anywhere. Everything that is there stays and can be read."
          hint="Kept in the audit log."
          placeholder="The agent runs in a loop"
          confirmLabel="Disable"
          variant="danger"
          confirm={stop}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </ListRow>
  );
}
