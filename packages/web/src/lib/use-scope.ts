import { useMemo } from 'react';
import { DEFAULT_RANGE, parseTimeRange, printTimeRange, resolveTimeRange, type TimeRange } from './time-range.ts';
import { useNow } from './use-now.ts';
import { useUrlParams } from './use-url-params.ts';

export interface Scope {
  range: TimeRange;
  /** Bounds as ISO 8601, moving with the clock a minute at a time. */
  from: string | null;
  to: string | null;
  /** Environments to show; empty for all. */
  environments: string[];
  setRange: (range: TimeRange) => void;
  setEnvironments: (environments: readonly string[]) => void;
}

/** The time range and environments of the top bar, kept in the URL and common to a project's pages. */
export function useScope(): Scope {
  const [params, setParams] = useUrlParams();
  const now = useNow();
  const range = params['range'];
  const env = params['env'];
  return useMemo(() => {
    const read = parseTimeRange(range) ?? DEFAULT_RANGE;
    return {
      range: read,
      ...resolveTimeRange(read, now),
      environments: (env ?? '').split(',').filter((name) => name !== ''),
      setRange: (next) => setParams({ range: printTimeRange(next) }),
      setEnvironments: (next) => setParams({ env: next.join(',') || undefined }),
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a minute's step is enough for the bounds.
  }, [range, env, Math.floor(now / 60_000), setParams]);
}
