import { formatInteger } from '#lib/format';
import { Badge } from '#ui/badge';
import { costTable, exactDollars, pricePerMillion } from './cost-arithmetic.ts';
import type { ObservationView } from './trace-types.ts';

/** What was used and what it cost, with the arithmetic: units × price = cost, line by line to the total. */
export function UsageTable({ observation }: { observation: ObservationView }) {
  const table = costTable(observation);
  if (table.rows.length === 0 && table.totalUnits === null)
    return <p className="text-sm text-muted">No usage was reported for this step, so it has no cost.</p>;
  return (
    <div className="min-w-0">
      <div className="mb-2 flex flex-wrap items-center gap-2 text-sm text-muted">
        <span>{WHO[table.pricedBy]}</span>
        {observation.modelId === null || table.pricedBy !== 'list' ? null : (
          <Badge>{observation.model ?? observation.modelId}</Badge>
        )}
        {observation.pricingTier === null ? null : <Badge tone="accent">tier: {observation.pricingTier}</Badge>}
      </div>
      <div className="overflow-x-auto rounded border border-line">
        <table className="w-full text-sm [&_td]:px-3 [&_td]:py-1.5 [&_th]:px-3 [&_th]:py-1.5">
          <thead className="bg-sunken text-xs text-muted">
            <tr>
              <th className="text-left font-medium">Usage</th>
              <th className="text-right font-medium">Units</th>
              <th className="text-right font-medium">Price per million</th>
              <th className="text-right font-medium">Cost</th>
            </tr>
          </thead>
          <tbody className="font-mono text-xs">
            {table.rows.map((row) => (
              <tr key={row.usageType} className="border-t border-line">
                <td className="font-sans text-sm">{row.usageType.replaceAll('_', ' ')}</td>
                <td className="text-right">{formatInteger(row.units)}</td>
                <td className="text-right text-muted">
                  {row.price === null ? '–' : `× ${pricePerMillion(row.price)}`}
                </td>
                <td className="text-right">{row.cost === null ? '–' : `= ${exactDollars(row.cost)}`}</td>
              </tr>
            ))}
          </tbody>
          <tfoot className="font-mono text-xs font-medium">
            <tr className="border-t border-line-strong">
              <td className="font-sans text-sm">Total</td>
              <td className="text-right">{formatInteger(table.totalUnits)}</td>
              <td />
              <td className="text-right">{table.totalCost === null ? '–' : exactDollars(table.totalCost)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </div>
  );
}

const WHO = {
  list: 'Priced by the list of models',
  client: 'The client reported this cost itself, so no price was applied',
  nobody: 'No price is known for this model, so its usage has no cost',
} as const;
