import { expect, test } from 'vitest';
import { leavesOf } from './parquet-shape.ts';

test('a column lies in a file where the engine writes it, whatever is around its values', () => {
  const leaf = (path: string, physical: string, logical: string, definition: number, repetition: number) => ({
    ...{ path, physical, logical, definition, repetition },
  });
  expect(
    leavesOf({
      id: 'String',
      end: "Nullable(DateTime64(6, 'UTC'))",
      tags: 'Array(LowCardinality(String))',
      cost: 'Map(LowCardinality(String), Decimal(18, 12))',
      tiers: 'Array(Tuple(position UInt32, prices Map(String, String)))',
    }),
  ).toEqual([
    leaf('id', 'BYTE_ARRAY', 'String', 0, 0),
    leaf('end', 'INT64', 'Timestamp(microseconds)', 1, 0),
    leaf('tags.list.element', 'BYTE_ARRAY', 'String', 1, 1),
    leaf('cost.key_value.key', 'BYTE_ARRAY', 'String', 1, 1),
    leaf('cost.key_value.value', 'FIXED_LEN_BYTE_ARRAY', 'Decimal(precision=18, scale=12)', 1, 1),
    leaf('tiers.list.element.position', 'INT32', 'Int(bitWidth=32, isSigned=false)', 1, 1),
    leaf('tiers.list.element.prices.key_value.key', 'BYTE_ARRAY', 'String', 2, 2),
    leaf('tiers.list.element.prices.key_value.value', 'BYTE_ARRAY', 'String', 2, 2),
  ]);
});

test('a type whose form is not known is not guessed', () => {
  expect(() => leavesOf({ x: 'AggregateFunction(sum, UInt64)' })).toThrow(/No form in Parquet/);
});
