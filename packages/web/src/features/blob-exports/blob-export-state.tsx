import type { BlobExport } from '@tidemark/contract/blob-exports';
import { useState, type ReactNode } from 'react';
import { formatExactDay } from '#lib/format-time';
import { useProject } from '#lib/session';
import { useSubmit } from '#lib/use-submit';
import { Badge } from '#ui/badge';
import { Button } from '#ui/button';
import { ConfirmDialog } from '#ui/confirm-dialog';
import { FormError } from '#ui/form-field';
import { Panel } from '#ui/panel';
import { RelativeTime } from '#ui/relative-time';
import { BackfillDialog } from './backfill-dialog.tsx';
import { FREQUENCIES, KINDS, STATUSES } from './blob-export-words.ts';
import type { BlobExportActions } from './use-blob-export.ts';

interface BlobExportStateProps {
  schedule: BlobExport;
  actions: BlobExportActions;
}

/** How far it is, and what can be done about it. */
export function BlobExportState({ schedule, actions }: BlobExportStateProps) {
  const { label, tone } = STATUSES[schedule.status];
  return (
    <Panel
      title="Scheduled export"
      description={`${FREQUENCIES[schedule.frequency]} to ${KINDS[schedule.kind].label}: ${schedule.bucket}`}
      actions={<Badge tone={tone}>{label}</Badge>}
    >
      <div className="flex flex-col gap-4">
        <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-3">
          <Fact label="Delivered up to">
            {schedule.syncedUntil ? <RelativeTime time={schedule.syncedUntil} /> : 'Nothing yet'}
          </Fact>
          <Fact label="Last delivery">
            {schedule.syncedAt ? <RelativeTime time={schedule.syncedAt} /> : 'None yet'}
          </Fact>
          <Fact label="Next">{nextOf(schedule)}</Fact>
        </dl>
        {schedule.lastError ? (
          <p role="status" className="text-sm break-words text-error-text">
            {schedule.lastErrorAt ? `${formatExactDay(schedule.lastErrorAt)}: ` : null}
            {schedule.lastError}
            {schedule.enabled ? ' It is tried again by itself.' : ' Mend the settings, and switch it on again.'}
          </p>
        ) : null}
        <Actions schedule={schedule} actions={actions} />
      </div>
    </Panel>
  );
}

function nextOf({ enabled, window, nextAt, status }: BlobExport): ReactNode {
  if (!enabled) return 'Not while it is paused';
  if (status === 'running' || window?.kind === 'backfill')
    return window?.kind === 'backfill' ? 'A back-fill, now' : 'Now';
  return nextAt ? <RelativeTime time={nextAt} /> : 'Soon';
}

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="flex flex-col gap-0.5">
    <dt className="text-sm text-muted">{label}</dt>
    <dd className="text-base">{children}</dd>
  </div>
);

function Actions({ schedule, actions }: BlobExportStateProps) {
  const allowed = useProject().may('blobExports:write');
  const [open, setOpen] = useState<'backfill' | 'delete' | null>(null);
  const turn = useSubmit(() => actions.turn(!schedule.enabled));
  const run = useSubmit(() => actions.runNow());
  if (!allowed) return <p className="text-sm text-muted">Only owners and admins can change it.</p>;
  const busy = schedule.status === 'running';
  return (
    <>
      <FormError message={turn.problem ?? run.problem} />
      <div className="flex flex-wrap gap-2">
        <Button busy={run.busy} disabled={!schedule.enabled || busy} onClick={() => run.submit()}>
          Run now
        </Button>
        <Button busy={turn.busy} onClick={() => turn.submit()}>
          {schedule.enabled ? 'Pause' : 'Switch on'}
        </Button>
        <Button disabled={!schedule.enabled || schedule.window !== null} onClick={() => setOpen('backfill')}>
          Back-fill…
        </Button>
        <Button variant="danger" onClick={() => setOpen('delete')}>
          Delete…
        </Button>
      </div>
      <BackfillDialog
        open={open === 'backfill'}
        onOpenChange={(next) => setOpen(next ? 'backfill' : null)}
        onBackfill={actions.backfill}
      />
      <ConfirmDialog
        open={open === 'delete'}
        onOpenChange={(next) => setOpen(next ? 'delete' : null)}
        title="Delete the scheduled export?"
        confirmLabel="Delete it"
        onConfirm={actions.remove}
      >
        Its settings and its key are forgotten, and nothing more is delivered. What was delivered stays in{' '}
        {schedule.bucket}.
      </ConfirmDialog>
    </>
  );
}
