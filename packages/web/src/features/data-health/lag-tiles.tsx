import type { IngestionStatus } from '@tidemark/contract/rest/ingestion-status';
import { formatBytes, formatDuration, formatInteger } from '#lib/format';
import { formatExactTime } from '#lib/format-time';
import { isLate } from '#lib/late-data';
import { Panel } from '#ui/panel';
import { RelativeTime } from '#ui/relative-time';
import { StatTile } from '#ui/stat-tile';

/** How late, how much waits, and how much came. */
export function LagTiles({ status }: { status: IngestionStatus | undefined }) {
  return (
    <Panel flush>
      <div className="grid grid-cols-2 lg:grid-cols-4 lg:divide-x lg:divide-line">
        <StatTile
          label="Complete up to"
          value={
            status && (
              <time dateTime={status.completeUpTo} title={formatExactTime(status.completeUpTo)}>
                {new Date(status.completeUpTo).toLocaleTimeString('en-GB')}
              </time>
            )
          }
          detail={
            status && (isLate(status) ? `${formatDuration(status.lagSeconds * 1000)} behind` : 'as current as it gets')
          }
        />
        <StatTile
          label="Waiting"
          value={status && `${formatInteger(status.waitingEvents)} events`}
          detail={status && <WaitingDetail status={status} />}
        />
        <StatTile
          label="Received, last hour"
          value={status && formatInteger(status.lastHour.received)}
          detail={status && `${formatInteger(status.lastDay.received)} in the last day`}
        />
        <StatTile
          label="Refused, last day"
          value={
            status && (
              <span className={status.lastDay.refused > 0 ? 'text-warning-text' : ''}>
                {formatInteger(status.lastDay.refused)}
              </span>
            )
          }
          detail={status && `${formatInteger(status.deadLetters)} dead letters to look at`}
        />
      </div>
    </Panel>
  );
}

function WaitingDetail({ status }: { status: IngestionStatus }) {
  if (status.waitingSegments === 0) return 'nothing waits for the store';
  return (
    <>
      {formatBytes(status.waitingBytes)} in {formatInteger(status.waitingSegments)}{' '}
      {status.waitingSegments === 1 ? 'segment' : 'segments'}, the oldest <RelativeTime time={status.oldestWaitingAt} />
    </>
  );
}
