import { describe, expect, it } from 'vitest';
import { keepWithin, panBy, shareOf, zoomAt } from './time-window.ts';

const bounds = { fromUs: 0, toUs: 1000 };

describe('a time window', () => {
  it('keeps the moment under the pointer where it is while zooming', () => {
    const near = zoomAt(bounds, bounds, { atUs: 250, factor: 0.5 });
    expect(shareOf(near, 250)).toBeCloseTo(shareOf(bounds, 250));
    expect(near.toUs - near.fromUs).toBe(500);
  });

  it('never leaves its bounds', () => {
    expect(zoomAt({ fromUs: 0, toUs: 500 }, bounds, { atUs: 0, factor: 9 })).toEqual(bounds);
    expect(panBy({ fromUs: 100, toUs: 300 }, bounds, -500)).toEqual({ fromUs: 0, toUs: 200 });
    expect(keepWithin({ fromUs: 900, toUs: 1200 }, bounds)).toEqual({ fromUs: 700, toUs: 1000 });
  });

  it('does not shrink below what can be told apart', () => {
    const least = zoomAt(bounds, bounds, { atUs: 500, factor: 1e-9 });
    expect(least.toUs - least.fromUs).toBe(10);
  });
});
