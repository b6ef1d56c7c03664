import { useEffect, useMemo, useState } from 'react';
import { nowMs } from '#lib/clock';
import type { SpanTreeData } from '#ui/span-tree/span-row';
import { hasOpenStep } from './live-trace.ts';

export interface OpenEnd {
  /** A step is under way now. */
  running: boolean;
  /** Up to where steps without an end are drawn, in microseconds: now while they run, else the trace's end. */
  openEndUs: number;
}

const STEP_MS = 1000;

/** Follows the clock, a second at a time, while a step of a live trace has no end. */
export function useOpenEnd(tree: SpanTreeData, live: boolean): OpenEnd {
  const open = useMemo(() => hasOpenStep(tree), [tree]);
  const running = live && open;
  const [now, setNow] = useState(nowMs);
  useEffect(() => {
    if (!running) return;
    setNow(nowMs());
    const timer = setInterval(() => setNow(nowMs()), STEP_MS);
    return () => clearInterval(timer);
  }, [running]);
  return { running, openEndUs: running ? Math.max(now * 1000, tree.lastUs) : tree.lastUs };
}
