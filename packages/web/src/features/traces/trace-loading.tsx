import { Skeleton } from '#ui/skeleton';

/** The shape of a trace's page while it is read. */
export function TraceLoading() {
  return (
    <div role="status" aria-busy aria-label="Reading the trace" className="flex h-full flex-col bg-surface">
      <div className="h-[73px] shrink-0 border-b border-line px-4 py-3">
        <Skeleton className="h-5 w-56" />
        <Skeleton className="mt-3 h-3 w-96 max-w-full" />
      </div>
      <div className="flex min-h-0 flex-1">
        <div className="min-w-0 flex-1 md:border-r md:border-line">
          <div className="h-8 border-b border-line" />
          <TreeLines />
        </div>
        <div className="w-[42%] p-4 max-md:hidden">
          <Skeleton className="h-4 w-40" />
          <Skeleton className="mt-5 h-28 w-full" />
          <Skeleton className="mt-4 h-40 w-full" />
        </div>
      </div>
    </div>
  );
}

/** Steps that are still on their way. */
export const TreeLines = () =>
  LINES.map(([indent, width, from, length], index) => (
    <div key={index} className="flex h-7 items-center gap-4 px-4">
      <span style={{ width: 300 }} className="flex shrink-0">
        <span style={{ paddingLeft: indent * 14 }}>
          <span className="block animate-pulse rounded-sm bg-line" style={{ width, height: 10 }} />
        </span>
      </span>
      <span className="relative h-2.5 flex-1 max-md:hidden">
        <span
          className="absolute inset-y-0 animate-pulse rounded-sm bg-line"
          style={{ left: `${from}%`, width: `${length}%` }}
        />
      </span>
    </div>
  ));

const LINES = [
  [0, 150, 0, 96],
  [1, 120, 1, 12],
  [1, 170, 13, 30],
  [2, 110, 14, 10],
  [2, 140, 25, 17],
  [1, 130, 44, 22],
  [1, 160, 67, 28],
  [2, 120, 68, 15],
] as const;
