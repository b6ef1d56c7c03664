import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Copy, Download, Ellipsis, Link as LinkIcon, Trash2 } from 'lucide-react';
import { copyText } from '#lib/copy-text';
import { readProblem } from '#lib/app-error';
import { useProject } from '#lib/session';
import { useTRPC } from '#lib/trpc';
import { DropdownMenu, MenuItem, MenuSeparator } from '#ui/dropdown-menu';
import { IconButton } from '#ui/icon-button';
import { downloadJson, rawRecord } from '#ui/payload-view/raw-record';
import type { SpanTreeData } from '#ui/span-tree/span-row';
import { useToast } from '#ui/toast';
import type { TraceView } from './trace-types.ts';
import { useDeleteTraces } from './use-delete-traces.ts';

export interface TraceActionsProps {
  trace: TraceView;
  tree: SpanTreeData;
  selectedId: string | null;
}

/** Copy the link, copy ids, delete, save as JSON: the selected step with its payloads, or the trace with an outline of its steps. */
export function TraceActions({ trace, tree, selectedId }: TraceActionsProps) {
  const toast = useToast();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { id: projectId } = useProject();
  const navigate = useNavigate();
  const remove = useDeleteTraces();
  const copy = (text: string, what: string): void =>
    void copyText(text).then((done) =>
      toast(done ? { title: `${what} copied` } : { title: 'The browser refused to copy', tone: 'error' }),
    );
  const download = async (): Promise<void> => {
    if (selectedId === null) {
      const whole = { ...trace, steps: tree.nodes.map(({ row }) => row) };
      return downloadJson(`trace-${trace.id}`, rawRecord(whole, ['input', 'output']));
    }
    try {
      const key = { projectId, traceId: trace.id, observationId: selectedId };
      const observation = await queries.fetchQuery(trpc.observations.get.queryOptions(key));
      downloadJson(`step-${selectedId}`, rawRecord(observation, ['input', 'output']));
    } catch (error) {
      toast({ title: 'The step could not be saved', detail: readProblem(error).message, tone: 'error' });
    }
  };
  const removeTrace = async (run: NonNullable<typeof remove>): Promise<void> => {
    try {
      await run({ ids: [trace.id] });
      await navigate({ to: '/project/$projectId/traces', params: { projectId } });
    } catch (error) {
      toast({ title: 'The trace was not deleted', detail: readProblem(error).message, tone: 'error' });
    }
  };
  return (
    <>
      <IconButton icon={LinkIcon} label="Copy link" shortcut="c" onClick={() => copy(location.href, 'Link')} />
      <DropdownMenu align="end" trigger={<IconButton icon={Ellipsis} label="More" />}>
        <MenuItem icon={Copy} onSelect={() => copy(trace.id, 'Trace id')}>
          Copy trace id
        </MenuItem>
        {selectedId === null ? null : (
          <MenuItem icon={Copy} onSelect={() => copy(selectedId, 'Step id')}>
            Copy step id
          </MenuItem>
        )}
        {trace.sessionId === null ? null : (
          <MenuItem icon={Copy} onSelect={() => copy(trace.sessionId ?? '', 'Session id')}>
            Copy session id
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem icon={Download} onSelect={() => void download()}>
          {selectedId === null ? 'Save the trace and its outline as JSON' : 'Save the step as JSON'}
        </MenuItem>
        {remove === null ? null : (
          <>
            <MenuSeparator />
            <MenuItem icon={Trash2} danger onSelect={() => void removeTrace(remove)}>
              Delete the trace
            </MenuItem>
          </>
        )}
      </DropdownMenu>
    </>
  );
}
