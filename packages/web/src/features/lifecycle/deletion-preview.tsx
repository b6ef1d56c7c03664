import { Clock } from 'lucide-react';
import { formatBytes, formatInteger } from '#lib/format';
import { formatExactDay } from '#lib/format-time';
import { Skeleton } from '#ui/skeleton';
import { countWords } from './count-words.ts';
import type { DeletionFacts } from './use-project-deletion.ts';

/** What will go, and how long it can be taken back. `facts` are undefined while they are counted. */
export function DeletionPreview({ facts }: { facts: DeletionFacts | undefined }) {
  const counts = facts === undefined ? undefined : countWords(facts.counts);
  const purgeAfter = facts?.purgeAfter;
  return (
    <div className="flex flex-col gap-4">
      <section aria-label="What goes">
        <dl className="divide-y divide-line rounded border border-line text-sm">
          {counts === undefined
            ? Array.from({ length: 4 }, (_, index) => (
                <div key={index} className="px-3 py-2">
                  <Skeleton className="h-3 w-40" />
                </div>
              ))
            : counts.map(({ kind, count, bytes }) => (
                <div key={kind} className="flex items-baseline gap-3 px-3 py-1.5">
                  <dt className="flex-1">{kind}</dt>
                  <dd className="font-mono text-xs">{formatInteger(count)}</dd>
                  <dd className="w-20 text-right font-mono text-xs text-muted">{formatBytes(bytes)}</dd>
                </div>
              ))}
          {counts?.length === 0 ? <p className="px-3 py-2 text-muted">There is nothing in it.</p> : null}
        </dl>
      </section>
      <p className="flex gap-2 text-sm text-muted">
        <Clock className="mt-px size-4 shrink-0" aria-hidden />
        <span>
          Its keys stop working at once, and nobody sees it any more.{' '}
          {purgeAfter === undefined
            ? null
            : purgeAfter === null
              ? 'It can be restored for as long as this Tidemark keeps it.'
              : `Until ${formatExactDay(purgeAfter)} owners and admins can restore everything; after that it is removed for good.`}
        </span>
      </p>
      {facts === undefined || facts.running.segments + facts.running.jobs === 0 ? null : (
        <p className="text-sm text-muted">
          Still at work: {formatInteger(facts.running.segments)} segments of telemetry and{' '}
          {formatInteger(facts.running.jobs)} jobs. What was accepted is still stored, so that a restore loses nothing.
        </p>
      )}
    </div>
  );
}
