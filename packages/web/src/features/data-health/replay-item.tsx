import type { IngestionReplay } from '@tidemark/contract/rest/ingestion-replays';
import { formatDuration, formatInteger } from '#lib/format';
import { formatExactDay } from '#lib/format-time';
import { useNow } from '#lib/use-now';
import { Badge } from '#ui/badge';
import { ListRow } from '#ui/list-rows';
import { Progress } from '#ui/progress';
import { RelativeTime } from '#ui/relative-time';

/** A replay that was asked for: under way with how far and how long still, or done with what came of it. */
export function ReplayItem({ replay }: { replay: IngestionReplay }) {
  const { requestedBy, requestedAt, failed, lastError, events } = replay;
  return (
    <ListRow
      title={`Received ${rangeInWords(replay)}`}
      detail={
        failed > 0 ? (
          <span className="text-warning-text" title={lastError ?? undefined}>
            {formatInteger(failed)} {failed === 1 ? 'segment' : 'segments'} could not be read again and{' '}
            {failed === 1 ? 'keeps' : 'keep'} what was stored before: {lastError}
          </span>
        ) : (
          `Asked for by ${requestedBy}`
        )
      }
    >
      {replay.finishedAt === null ? (
        <UnderWay replay={replay} />
      ) : (
        <>
          <span className="text-right text-sm text-muted">
            {formatInteger(events)} {events === 1 ? 'event' : 'events'}, <RelativeTime time={requestedAt} />
          </span>
          <Badge tone={failed > 0 ? 'warning' : 'success'}>{failed > 0 ? 'done in part' : 'done'}</Badge>
        </>
      )}
    </ListRow>
  );
}

function UnderWay({ replay: { segments, left, requestedAt } }: { replay: IngestionReplay }) {
  const now = useNow();
  const done = segments - left;
  const perMs = done / Math.max(1, now - Date.parse(requestedAt));
  const rest = done === 0 ? '' : `, about ${formatDuration(left / perMs)} left`;
  return (
    <div className="w-72 max-w-full">
      <Progress
        label="Reading again"
        share={segments === 0 ? null : done / segments}
        detail={`${formatInteger(done)} of ${formatInteger(segments)} segments${rest}`}
      />
    </div>
  );
}

function rangeInWords({ from, to }: IngestionReplay): string {
  if (from === null) return 'at any time that is kept';
  return to === null ? `since ${formatExactDay(from)}` : `from ${formatExactDay(from)} to ${formatExactDay(to)}`;
}
