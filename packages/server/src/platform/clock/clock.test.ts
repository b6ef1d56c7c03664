import { afterEach, expect, test, vi } from 'vitest';
import { systemClock } from './clock.ts';

afterEach(() => void vi.useRealTimers());

test('B09: the microseconds that are stored never go back, whatever is done to the clock of the machine', () => {
  const clock = systemClock();
  vi.useFakeTimers({ toFake: ['Date'] });
  const times = [0, -3_600_000, 86_400_000, -86_400_000].map((stepMs) => {
    vi.setSystemTime(Date.now() + stepMs);
    return clock.nowUs();
  });
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThan(60_000_000);
});
