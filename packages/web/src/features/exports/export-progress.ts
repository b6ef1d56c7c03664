import type { BatchExport } from '@tidemark/contract/exports';
import { formatBytes, formatCount, formatDuration, formatInteger } from '#lib/format';

interface ExportProgress {
  /** 0 to 1; null while it is not known how much there is. */
  share: number | null;
  /** `12,000 of 40,000 rows · 3.1 MB · 2.4k rows/s · about 12.0 s left`. */
  detail: string;
}

/** How far it has come, how quick it is, and how long it takes still, as far as that can be known. */
export function progressOf(run: BatchExport, now: number): ExportProgress {
  if (run.state === 'QUEUED') return { share: null, detail: 'waiting for its turn' };
  const { rows, expectedRows, bytes, startedAt } = run;
  const share = expectedRows === null || expectedRows === 0 ? null : Math.min(1, rows / expectedRows);
  const seconds = startedAt === null ? 0 : Math.max(0, now - Date.parse(startedAt)) / 1000;
  const rate = seconds < 1 || rows === 0 ? null : rows / seconds;
  const left = rate === null || expectedRows === null ? null : Math.max(0, expectedRows - rows) / rate;
  return {
    share,
    detail: [
      expectedRows === null
        ? `${formatInteger(rows)} rows`
        : `${formatInteger(rows)} of ${formatInteger(expectedRows)} rows`,
      ...(bytes > 0 ? [formatBytes(bytes)] : []),
      ...(rate === null ? [] : [`${formatCount(Math.round(rate))} rows/s`]),
      ...(left === null || left < 1 ? [] : [`about ${formatDuration(left * 1000)} left`]),
    ].join(' · '),
  };
}

export const isUnderWay = ({ state }: Pick<BatchExport, 'state'>): boolean => state === 'QUEUED' || state === 'RUNNING';
