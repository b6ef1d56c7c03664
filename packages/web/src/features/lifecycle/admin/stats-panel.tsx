import { formatInteger } from '#lib/format';
import { formatTimeLeft } from '#lib/format-time-left';
import { useNow } from '#lib/use-now';
import { Badge } from '#ui/badge';
import { Panel } from '#ui/panel';
import { RelativeTime } from '#ui/relative-time';
import { StatTile } from '#ui/stat-tile';
import type { DeletionStats } from './use-admin.ts';

/** Undefined while it is read. */
export function StatsPanel({ stats }: { stats: DeletionStats | undefined }) {
  const now = useNow();
  const of = (fits: (row: DeletionStats['entities'][number]) => boolean) => stats?.entities.filter(fits);
  const pending = of(({ entityType, state }) => entityType === 'projects' && state === 'PENDING_DELETION');
  const trashed = of(({ entityType, state }) => entityType !== 'projects' && state === 'HIDDEN');
  const next = earliest(pending?.map(({ nextPurge }) => nextPurge));
  const oldest = earliest(trashed?.map((row) => row.oldest));
  const failing = stats?.purges.lastErrors.length;
  return (
    <Panel
      flush
      title="Deletions"
      description={stats === undefined ? undefined : settingsText(stats.settings)}
      actions={
        stats?.settings.purgeEnabled === false ? (
          <Badge tone="warning">removal is switched off</Badge>
        ) : failing === undefined || failing === 0 ? undefined : (
          <Badge tone="error">{formatInteger(failing)} stuck</Badge>
        )
      }
    >
      <div className="grid grid-cols-2 gap-px bg-line *:bg-surface sm:grid-cols-4">
        <StatTile
          label="Projects in grace"
          value={count(pending)}
          detail={next === null ? 'none is due' : `next: ${formatTimeLeft(next, now)}`}
        />
        <StatTile
          label="In the trash of projects"
          value={count(trashed)}
          detail={
            oldest === null ? (
              ''
            ) : (
              <>
                oldest from <RelativeTime time={oldest} />
              </>
            )
          }
        />
        <StatTile
          label="Projects being removed"
          value={count(of(({ entityType, state }) => entityType === 'projects' && REMOVING.has(state)))}
          detail={failing === undefined ? '' : `${formatInteger(failing)} stuck`}
        />
        <StatTile
          label="Removed for good"
          value={stats === undefined ? undefined : formatInteger(stats.purges.purged)}
          detail="each with a certificate"
        />
      </div>
    </Panel>
  );
}

const REMOVING: ReadonlySet<string> = new Set(['PURGING', 'VERIFYING', 'PURGE_BLOCKED']);

const count = (rows: readonly { count: number }[] | undefined): string | undefined =>
  rows === undefined ? undefined : formatInteger(rows.reduce((sum, row) => sum + row.count, 0));

function earliest(times: readonly (string | null)[] | undefined): string | null {
  const known = (times ?? []).filter((time) => time !== null);
  return known.toSorted((a, b) => (a < b ? -1 : 1))[0] ?? null;
}

const settingsText = ({ flow, graceDays }: DeletionStats['settings']): string =>
  flow === 'grace'
    ? `Deletions can be taken back for ${graceDays} days, then they are removed for good.`
    : 'Deletions are hidden and never removed, as this instance is set.';
