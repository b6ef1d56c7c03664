import { describe, expect, it } from 'vitest';
import { costTable, exactDollars, pricePerMillion } from './cost-arithmetic.ts';

describe('costTable', () => {
  it('puts units, price and cost of every class side by side, input first', () => {
    const table = costTable({
      usage: { output: 10, input: 100, input_cached_tokens: 50, total: 160 },
      cost: { input: '0.0001', output: '0.0002', total: '0.0003' },
      costLines: [
        { usageType: 'output', units: 10, price: '0.00002', cost: '0.0002' },
        { usageType: 'input', units: 100, price: '0.000001', cost: '0.0001' },
      ],
      providedCost: {},
    });
    expect(table.rows).toEqual([
      { usageType: 'input', units: 100, price: '0.000001', cost: '0.0001' },
      { usageType: 'input_cached_tokens', units: 50, price: null, cost: null },
      { usageType: 'output', units: 10, price: '0.00002', cost: '0.0002' },
    ]);
    expect(table).toMatchObject({ totalUnits: 160, totalCost: '0.0003', pricedBy: 'list' });
  });

  it('says that the client priced it when the client did', () => {
    expect(costTable({ usage: {}, cost: { total: '1' }, costLines: [], providedCost: { total: '1' } }).pricedBy).toBe(
      'client',
    );
    expect(costTable({ usage: { input: 1 }, cost: {}, costLines: [], providedCost: {} }).pricedBy).toBe('nobody');
  });
});

describe('prices', () => {
  it('are written for a million units without losing a digit', () => {
    expect(pricePerMillion('0.0000025')).toBe('$2.50');
    expect(pricePerMillion('0.00000015')).toBe('$0.15');
    expect(pricePerMillion('0.000000075')).toBe('$0.075');
    expect(pricePerMillion('0.012')).toBe('$12,000.00');
    expect(pricePerMillion('3')).toBe('$3,000,000.00');
  });

  it('and costs keep every digit that counts', () => {
    expect(exactDollars('0.008120000000')).toBe('$0.00812');
    expect(exactDollars('1.5')).toBe('$1.50');
    expect(exactDollars('0')).toBe('$0.00');
  });
});
