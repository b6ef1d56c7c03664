import { expect, test } from 'vitest';
import { allOf, anyOf, joinSql, param, renderSql, sql, us } from './sql.ts';

test('values travel beside the statement, equal ones once', () => {
  const condition = sql`a = ${param.string("x' OR 1")} AND b IN ${param.strings(['y'])}`;
  expect(
    renderSql(sql`SELECT 1 FROM t WHERE ${condition} OR c = ${param.string("x' OR 1")} LIMIT ${param.int(5)}`),
  ).toEqual({
    text: 'SELECT 1 FROM t WHERE a = {p1:String} AND b IN {p2:Array(String)} OR c = {p1:String} LIMIT {p3:Int64}',
    params: { p1: "x' OR 1", p2: ['y'], p3: 5 },
  });
});

test('the same text as another type is another parameter', () => {
  expect(renderSql(sql`${param.string('1')} ${param.int(1)} ${param.float(1)}`).params).toEqual({
    p1: '1',
    p2: 1,
    p3: 1,
  });
});

test('text can not become part of a statement', () => {
  const text = 'x; DROP TABLE t' as unknown as ReturnType<typeof param.string>;
  expect(() => sql`SELECT ${text}`).toThrow(TypeError);
  const alike = { parts: ['x; DROP TABLE t'] } as unknown as ReturnType<typeof sql>;
  expect(() => sql`SELECT ${alike}`).toThrow(TypeError);
});

test('no conditions at all are true for all, false for any', () => {
  expect(renderSql(allOf([])).text).toBe('1');
  expect(renderSql(anyOf([])).text).toBe('0');
  expect(renderSql(anyOf([sql`a`, sql`b`])).text).toBe('(a OR b)');
  expect(renderSql(joinSql([sql`a`, sql`b`], sql`, `)).text).toBe('a, b');
});

test('times keep their microseconds', () => {
  expect(renderSql(us(1_763_629_200_123_456))).toEqual({
    text: "fromUnixTimestamp64Micro({p1:Int64}, 'UTC')",
    params: { p1: 1_763_629_200_123_456 },
  });
});

test('values that are too long for parameters become literals that hold nothing but themselves', () => {
  const hostile = ["it's", '\\', "\\' OR 1 --", '\0', 'x'.repeat(70_000)];
  const { text, params } = renderSql(sql`SELECT ${param.strings(hostile)}, ${param.int(-5)}`);
  expect(params).toEqual({});
  expect(text.startsWith(String.raw`SELECT CAST(['it\'s', '\\', '\\\' OR 1 --', '\0', 'xxx`)).toBe(true);
  expect(text.endsWith("'], 'Array(String)'), CAST(-5, 'Int64')")).toBe(true);
});
