import type { BatchExportOrder } from '@tidemark/contract/exports';
import { readProblem } from '#lib/app-error';
import { Chip } from '#ui/badge';
import { Skeleton } from '#ui/skeleton';
import { orderInWords, rowsOf } from './export-words.ts';
import { useExportPreview } from './use-exports.ts';

/** How many rows, and of what: so that nobody exports another thing than they meant. */
export function ExportSummary({ order }: { order: BatchExportOrder }) {
  const { table, from, to, environments, filter, search } = order;
  const { data, error } = useExportPreview({ table, from, to, environments, filter, search });
  return (
    <section aria-label="What will be exported" className="rounded border border-line bg-sunken px-3 py-2.5">
      <p className="text-base font-medium" aria-live="polite">
        {data !== undefined ? (
          rowsOf(table, data.rows)
        ) : error !== null ? (
          <span className="font-normal text-muted">They could not be counted: {readProblem(error).message}</span>
        ) : (
          <Skeleton className="my-1 h-3 w-28" />
        )}
      </p>
      <ul aria-label="Selected by" className="mt-1.5 flex flex-wrap gap-1">
        {orderInWords(order).map((part) => (
          <li key={part} className="max-w-full">
            <Chip title={part}>{part}</Chip>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-sm text-muted">
        Everything that matches when it starts, as one consistent state. There is no limit on rows.
      </p>
    </section>
  );
}
