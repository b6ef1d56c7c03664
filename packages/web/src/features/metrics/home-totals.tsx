import { formatCost, formatCount, formatDuration, formatInteger, formatPercent, formatTokens } from '#lib/format';
import { Panel } from '#ui/panel';
import { StatTile } from '#ui/stat-tile';
import type { HomeTotalsView } from './home-view.ts';

/** The five figures that say how it went. */
export function HomeTotals({ totals }: { totals: HomeTotalsView | undefined }) {
  const t = totals;
  return (
    <Panel flush>
      <div className="grid grid-cols-2 md:grid-cols-3 xl:grid-cols-5 xl:divide-x xl:divide-line">
        <StatTile
          label="Traces"
          value={t && formatInteger(t.traces)}
          detail={
            t && `${formatCount(t.observations)} steps${t.users === null ? '' : `, ${formatCount(t.users)} users`}`
          }
        />
        <StatTile
          label="Cost"
          value={t && formatCost(t.cost)}
          detail={t && (t.traces === 0 ? '' : `${formatCost(t.cost / t.traces)} a trace`)}
        />
        <StatTile
          label="Tokens"
          value={t && formatCount(t.inputTokens + t.outputTokens)}
          detail={t && formatTokens(t.inputTokens, t.outputTokens)}
        />
        <StatTile
          label="Latency, p95"
          value={t && formatDuration(ms(t.latencyP95))}
          detail={t && `p50 ${formatDuration(ms(t.latencyP50))}`}
        />
        <StatTile
          label="Error rate"
          value={
            t && (
              <span className={t.errors > 0 ? 'text-error-text' : ''}>
                {formatPercent(t.observations === 0 ? 0 : t.errors / t.observations)}
              </span>
            )
          }
          detail={t && `${formatInteger(t.errors)} of ${formatCount(t.observations)} steps`}
        />
      </div>
    </Panel>
  );
}

const ms = (seconds: number | null): number | null => (seconds === null ? null : seconds * 1000);
