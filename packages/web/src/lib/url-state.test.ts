import { TRACE_COLUMNS } from '@tidemark/contract/columns/traces';
import { describe, expect, test } from 'vitest';
import { parseTimeRange, printTimeRange, resolveTimeRange } from './time-range.ts';
import { parseListState, parseSearch, printListState, printSearch, type ListState } from './url-state.ts';

describe('a list in the URL', () => {
  test('survives the way through the address bar', () => {
    const state: Omit<ListState, 'filterProblem'> = {
      filter: {
        and: [
          { column: 'name', op: 'contains', value: 'a & b=c + 100%' },
          { column: 'level', op: '=', value: 'ERROR' },
        ],
      },
      search: 'füße?#&+',
      order: { column: 'totalCost', direction: 'desc' },
      layout: [{ name: 'name', width: 240 }, { name: 'level' }],
      density: 'compact',
      peek: 'trace/1 ?',
    };
    const back = parseListState(parseSearch(printSearch(printListState(state))), TRACE_COLUMNS);
    expect(back).toEqual({ ...state, filterProblem: null });
  });

  test('is short and readable', () => {
    const params = printListState({
      filter: { column: 'level', op: '=', value: 'ERROR' },
      search: '',
      density: 'comfortable',
    });
    expect(printSearch(params)).toBe('?filter=level+=+ERROR');
  });

  test('drops unknown columns, orders that cannot be had and widths out of bounds', () => {
    const state = parseListState({ cols: 'nope,name:9999,name,level:80', sort: '-input' }, TRACE_COLUMNS);
    expect(state.layout).toEqual([{ name: 'name' }, { name: 'level', width: 80 }]);
    expect(state.order).toBeNull();
  });

  test('reports a filter that cannot be read instead of showing the wrong rows', () => {
    expect(parseListState({ filter: 'bogus = 1' }, TRACE_COLUMNS).filterProblem).toBe('There is no column “bogus”');
  });
});

describe('time ranges', () => {
  test('presets and bounds survive the URL', () => {
    for (const text of ['24h', 'all', '2026-11-01T00:00:00.000Z..2026-11-02T00:00:00.000Z']) {
      const range = parseTimeRange(text);
      expect(range === null ? null : printTimeRange(range)).toBe(text);
    }
  });
  test('nonsense and reversed bounds are refused', () => {
    expect(['yesterday', '', '..', '2026-11-02..2026-11-01', undefined].map(parseTimeRange)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });
  test('a preset starts on a whole minute', () => {
    expect(resolveTimeRange({ last: '1h' }, Date.parse('2026-11-20T12:00:41Z'))).toEqual({
      from: '2026-11-20T11:00:00.000Z',
      to: null,
    });
    expect(resolveTimeRange({ last: 'all' }, 0)).toEqual({ from: null, to: null });
  });
});
