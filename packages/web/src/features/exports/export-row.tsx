import type { BatchExport, ExportState } from '@tidemark/contract/exports';
import { Braces, Download, Files, Sheet, Table2, X, type LucideIcon } from 'lucide-react';
import { formatBytes } from '#lib/format';
import { formatExactDay } from '#lib/format-time';
import { formatTimeLeft } from '#lib/format-time-left';
import { useNow } from '#lib/use-now';
import { Badge, type Tone } from '#ui/badge';
import { Button } from '#ui/button';
import { IconButton } from '#ui/icon-button';
import { Progress } from '#ui/progress';
import { RelativeTime } from '#ui/relative-time';
import { adviceOn } from './export-advice.ts';
import { downloadPath } from './export-links.ts';
import { isUnderWay, progressOf } from './export-progress.ts';
import { FORMATS, TABLES, orderInWords, rowsOf } from './export-words.ts';
import { useQuickNow } from './use-quick-now.ts';

interface ExportRowProps {
  run: BatchExport;
  /** Null for whom it is not theirs to cancel. */
  onCancel: (() => void) | null;
  onFiles: () => void;
}

/** One export: what, by whom, how far, and how to get it. */
export function ExportRow({ run, onCancel, onFiles }: ExportRowProps) {
  const { order, requestedBy, requestedAt } = run;
  const { icon: Icon } = { icon: ICONS[order.format] };
  const what = orderInWords(order).join(' · ');
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
      <Icon className="size-4 shrink-0 text-muted" aria-hidden />
      <div className="min-w-48 flex-1">
        <div className="flex min-w-0 items-center gap-2 text-base font-medium">
          <span className="truncate">
            {TABLES[order.table].label} as {FORMATS[order.format].label}
          </span>
          {order.compression === 'none' ? null : <Badge>{order.compression}</Badge>}
        </div>
        <p className="truncate text-sm text-muted" title={what}>
          {what}
        </p>
        <p className="text-sm break-words text-muted">
          {requestedBy.name}, <RelativeTime time={requestedAt} />
          {run.state === 'CANCELLED' && run.error !== null ? `. ${run.error}` : ''}
        </p>
        {run.state === 'FAILED' ? (
          <p className="mt-1 text-sm break-words text-error-text">
            {run.error ?? 'It failed.'} {adviceOn(run)}
          </p>
        ) : null}
      </div>
      {isUnderWay(run) ? <UnderWay run={run} onCancel={onCancel} /> : <Ended run={run} onFiles={onFiles} />}
    </li>
  );
}

function UnderWay({ run, onCancel }: Pick<ExportRowProps, 'run' | 'onCancel'>) {
  const { share, detail } = progressOf(run, useQuickNow());
  return (
    <div className="flex w-full items-center gap-2 md:w-[26rem]">
      <div className="min-w-0 flex-1">
        <Progress label={run.state === 'QUEUED' ? 'Queued' : 'Running'} share={share} />
        <p className="mt-1 text-sm text-muted">{detail}</p>
      </div>
      {onCancel === null ? null : <IconButton icon={X} label="Cancel" size="sm" onClick={onCancel} />}
    </div>
  );
}

function Ended({ run, onFiles }: Pick<ExportRowProps, 'run' | 'onFiles'>) {
  const now = useNow();
  const { state, rows, bytes, keptUntil, downloadable, order } = run;
  if (state !== 'COMPLETED') return <Badge tone={TONES[state]}>{state === 'FAILED' ? 'failed' : 'cancelled'}</Badge>;
  const isGone = keptUntil !== null && Date.parse(keptUntil) <= now;
  return (
    <>
      <span className="text-sm text-muted md:text-right">
        {rowsOf(order.table, rows)}, {formatBytes(bytes)}
        {keptUntil === null ? null : (
          <span className="block" title={`Its files are removed on ${formatExactDay(keptUntil)}`}>
            {isGone ? 'files removed' : formatTimeLeft(keptUntil, now)}
          </span>
        )}
      </span>
      {downloadable ? (
        <div className="flex items-center gap-1">
          <Button asChild size="sm">
            <a href={downloadPath(run)} download>
              <Download aria-hidden /> Download
            </a>
          </Button>
          <IconButton icon={Files} label="Files and checksums" onClick={onFiles} />
        </div>
      ) : null}
    </>
  );
}

const TONES: Record<ExportState, Tone> = {
  QUEUED: 'neutral',
  RUNNING: 'accent',
  COMPLETED: 'success',
  FAILED: 'error',
  CANCELLED: 'neutral',
};

const ICONS: Record<BatchExport['order']['format'], LucideIcon> = {
  parquet: Table2,
  csv: Sheet,
  jsonl: Braces,
  json: Braces,
};
