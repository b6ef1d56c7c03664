import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { formatCost, formatCount, formatDuration, formatInteger } from '#lib/format';
import { printFilter } from '#lib/filter-text';
import { useProject } from '#lib/session';
import { Panel } from '#ui/panel';
import { Skeleton } from '#ui/skeleton';
import type { HomeView } from './home-view.ts';

/** What stands out: the dearest models, the busiest traces, and how environments compare. */
export function HomeRankings({ home }: { home: HomeView | undefined }) {
  return (
    <div className="grid gap-4 xl:grid-cols-3">
      <Ranking
        title="Models by cost"
        head={['Model', 'Calls', 'Tokens', 'Cost']}
        empty="No generation named a model."
        rows={home?.models.map(({ name, calls, tokens, cost }) => ({
          name,
          weight: cost,
          cells: [formatInteger(calls), formatCount(tokens), formatCost(cost)],
        }))}
      />
      <Ranking
        title="Traces by name"
        head={['Name', 'Count', 'p95', 'Cost']}
        empty="No trace has a name."
        rows={home?.traces.map(({ name, count, latencyP95, cost }) => ({
          name: <TracesLink name={name} />,
          key: name,
          weight: count,
          cells: [
            formatInteger(count),
            formatDuration(latencyP95 === null ? null : latencyP95 * 1000),
            formatCost(cost),
          ],
        }))}
      />
      <Ranking
        title="Environments"
        head={['Environment', 'Traces', 'Errors', 'Cost']}
        empty="No environment yet."
        rows={home?.environments.map(({ name, traces, errors, cost }) => ({
          name,
          weight: traces,
          cells: [formatInteger(traces), formatInteger(errors), formatCost(cost)],
        }))}
      />
    </div>
  );
}

function TracesLink({ name }: { name: string }) {
  const project = useProject();
  return (
    <Link
      to="/project/$projectId/traces"
      params={{ projectId: project.id }}
      search={{ filter: printFilter({ column: 'name', op: '=', value: name }) }}
      className="hover:underline"
    >
      {name}
    </Link>
  );
}

interface RankingRow {
  name: ReactNode;
  key?: string;
  /** Length of the row's faint bar, against the largest. */
  weight: number;
  cells: string[];
}

interface RankingProps {
  title: string;
  head: string[];
  empty: string;
  rows: RankingRow[] | undefined;
}

function Ranking({ title, head, empty, rows }: RankingProps) {
  const largest = Math.max(1e-12, ...(rows ?? []).map(({ weight }) => weight));
  return (
    <Panel title={title} flush>
      {rows?.length === 0 ? <p className="px-4 py-8 text-center text-sm text-muted">{empty}</p> : null}
      {rows === undefined ? <RankingSkeleton /> : null}
      {rows === undefined || rows.length === 0 ? null : (
        <table className="w-full text-sm">
          <thead>
            <tr className="text-xs text-muted">
              {head.map((label, index) => (
                <th
                  key={label}
                  scope="col"
                  className={
                    index === 0
                      ? 'w-full max-w-0 px-4 py-1.5 text-left font-medium'
                      : 'py-1.5 pr-4 pl-1 text-right font-medium'
                  }
                >
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, key, weight, cells }, index) => (
              <tr key={key ?? String(name)} className="h-8 border-t border-line">
                <th scope="row" className="relative max-w-0 truncate px-4 text-left font-normal">
                  <span
                    aria-hidden
                    className="absolute inset-y-1 left-2 rounded-sm bg-accent/10"
                    style={{ width: `calc(${(weight / largest) * 100}% - 8px)` }}
                  />
                  <span className="relative">{name}</span>
                </th>
                {cells.map((cell, at) => (
                  <td
                    key={`${index}-${head[at + 1]}`}
                    className="pr-4 pl-1 text-right font-mono text-xs whitespace-nowrap"
                  >
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

const RankingSkeleton = () => (
  <div aria-busy className="flex flex-col gap-4 p-4">
    {[0, 1, 2, 3].map((row) => (
      <Skeleton key={row} className="h-3" />
    ))}
  </div>
);
