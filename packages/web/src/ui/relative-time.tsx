import { formatExactTime, formatRelativeTime } from '#lib/format-time';
import { useNow } from '#lib/use-now';

/** `3 min ago`, with the exact time on hover. */
export function RelativeTime({
  time,
  className,
}: {
  time: string | number | Date | null | undefined;
  className?: string;
}) {
  const now = useNow();
  if (time === null || time === undefined) return <span className="text-faint">–</span>;
  return (
    <time dateTime={new Date(time).toISOString()} title={formatExactTime(time)} className={className}>
      {formatRelativeTime(time, now)}
    </time>
  );
}
