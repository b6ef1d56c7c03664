import type { BlobExportDelivery } from '@tidemark/contract/blob-exports';
import { formatBytes } from '#lib/format';
import { formatExactDay } from '#lib/format-time';
import { Badge, type Tone } from '#ui/badge';
import { ListRow, ListRows } from '#ui/list-rows';
import { Panel } from '#ui/panel';
import { RelativeTime } from '#ui/relative-time';

/** The latest parts, and attempts at them. */
export const DeliveryList = ({ deliveries }: { deliveries: readonly BlobExportDelivery[] }) => (
  <Panel title="Deliveries" description="By the time at which rows were stored; the newest first." flush>
    <ListRows label="Deliveries">
      {deliveries.map((delivery) => (
        <ListRow key={delivery.id} title={rangeOf(delivery)} detail={detailOf(delivery)} wrap>
          {delivery.kind === 'backfill' ? <Badge>back-fill</Badge> : null}
          <Badge tone={STATES[delivery.state].tone}>{STATES[delivery.state].label}</Badge>
        </ListRow>
      ))}
    </ListRows>
  </Panel>
);

function rangeOf({ from, until }: BlobExportDelivery): string {
  const begin = Date.parse(from) === 0 ? 'The beginning' : formatExactDay(from);
  return `${begin} – ${formatExactDay(until)}`;
}

function detailOf({ rows, bytes, startedAt, error }: BlobExportDelivery) {
  return (
    <>
      {rows.toLocaleString()} rows, {formatBytes(bytes)}, <RelativeTime time={startedAt} />
      {error ? <span className="block break-words text-error-text">{error}</span> : null}
    </>
  );
}

const STATES: Record<BlobExportDelivery['state'], { label: string; tone: Tone }> = {
  QUEUED: { label: 'waiting', tone: 'neutral' },
  RUNNING: { label: 'under way', tone: 'accent' },
  COMPLETED: { label: 'delivered', tone: 'success' },
  FAILED: { label: 'failed', tone: 'error' },
  CANCELLED: { label: 'broken off', tone: 'warning' },
};
