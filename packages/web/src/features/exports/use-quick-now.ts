import { useEffect, useState } from 'react';
import { nowMs } from '#lib/clock';

/** The clock in steps of a second, for what moves before one's eyes. */
export function useQuickNow(): number {
  const [now, setNow] = useState(nowMs);
  useEffect(() => {
    const timer = setInterval(() => setNow(nowMs()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
