import fc from 'fast-check';

/** Texts that broke something somewhere: parsers, databases, prototypes, patterns, terminals. */
const TEXTS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\u{d800}',
  'a\u{dfff}\u{d83d}',
  '\u{1f600}\u{200d}\u{1f469}',
  '\u{feff}\u{202e}\u{fdfa}',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '../../../etc/passwd',
  '%00',
  "'; DROP TABLE traces; --",
  "' OR 1=1 --",
  '\\',
  "\\'",
  '`',
  '{p1:String}',
  '{{on_cluster}}',
  '${7*7}',
  '(a+)+$',
  '[',
  '%_*?',
  '\t\r\n',
  '<script>alert(1)</script>',
  'null',
  'undefined',
  'true',
  '[]',
  '{}',
  '[object Object]',
  'x'.repeat(2_001),
  '\u{1f600}'.repeat(1_500),
  'environment',
  'traceId',
] as const;

const NUMBERS = [
  0,
  -0,
  -1,
  0.5,
  1e308,
  -1e308,
  5e-324,
  1e21,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  2 ** 63,
  2 ** 64,
  -(2 ** 63),
] as const;
const NUMBER_TEXTS = [
  'NaN',
  'Infinity',
  '-Infinity',
  '1e400',
  '0x10',
  '1_000',
  '٣',
  '1,5',
  '-0',
  '9'.repeat(400),
] as const;

const TIMES = [
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '1582-10-10T00:00:00Z',
  '1899-12-31T23:59:59Z',
  '1900-01-01T00:00:00Z',
  '1969-12-31T23:59:59.999999Z',
  '2262-04-11T23:47:16.854775807Z',
  '2299-12-31T23:59:59.999999Z',
  '2300-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999999999Z',
  '9999-12-31T23:59:59-23:59',
  '0000-01-01T00:00:00+23:59',
  '+275760-09-13T00:00:00.000Z',
  '-000001-01-01T00:00:00Z',
  '2026-02-30T00:00:00Z',
  '2026-11-18T25:00:00Z',
  '2026-11-18T10:00:60Z',
  '2026-11-18T10:00:00+99:99',
  '2026-11-18T10:00:00',
  '2026-11-18T10:00Z',
  '2026-11-18',
  '1700000000',
  'now',
] as const;

const hostileNumber = fc.oneof(fc.constantFrom(...NUMBERS), fc.double(), fc.integer());
export const hostileTime = fc.constantFrom(...TIMES);
export const hostileText = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<string>(...TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: hostileNumber.map(String) },
  { weight: 1, arbitrary: fc.constantFrom<string>(...NUMBER_TEXTS) },
  { weight: 1, arbitrary: hostileTime },
);

/** Any JSON, with the names and texts above in it. */
const hostileJson: fc.Arbitrary<unknown> = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    hostileText,
    hostileNumber,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(hostileText, tie('any'), { maxKeys: 4 }),
  ),
})).any;

const COLUMNS = [
  ...['id', 'name', 'timestamp', 'startTime', 'tags', 'metadata', 'scores', 'latency', 'totalCost', 'level', 'type'],
  ...[
    'userId',
    'input',
    'output',
    'isRoot',
    'value',
    'usage',
    'environment',
    'shoeSize',
    '__proto__',
    'constructor',
    '',
  ],
];
const OPERATORS = [
  ...['=', '!=', '<>', 'contains', 'does not contain', 'starts with', 'ends with', 'any of', 'none of', 'all of'],
  ...['is null', 'is not null', 'matches', '>', '>=', '<', '<=', '~', 'LIKE', ''],
];
const LEGACY_TYPES = [
  ...['datetime', 'string', 'number', 'stringOptions', 'categoryOptions', 'arrayOptions', 'stringObject'],
  ...['numberObject', 'booleanObject', 'boolean', 'null', 'nonsense'],
];

const value = fc.oneof(
  hostileText,
  hostileNumber,
  fc.boolean(),
  fc.array(hostileText, { maxLength: 5 }),
  fc.constant(null),
  hostileJson,
);

/** A condition of the product's own filter; many are right, so that the engine is reached. */
const condition = fc.record(
  {
    column: fc.oneof(fc.constantFrom(...COLUMNS), hostileText),
    op: fc.constantFrom(...OPERATORS),
    key: fc.oneof(fc.constantFrom('a.b.c', '.', '..', 'x'), hostileText),
    value,
  },
  { requiredKeys: ['column', 'op'] },
);

const legacyCondition = fc.record(
  {
    type: fc.constantFrom(...LEGACY_TYPES),
    column: fc.oneof(fc.constantFrom(...COLUMNS), hostileText),
    operator: fc.constantFrom(...OPERATORS),
    key: fc.oneof(fc.constantFrom('a.b.c', '.', 'x'), hostileText),
    value,
  },
  { requiredKeys: ['type', 'column', 'operator'] },
);

/** Groups one inside the other. */
export function nested(depth: number, inner: unknown): unknown {
  let filter = inner;
  for (let level = 0; level < depth; level += 1)
    filter = [{ and: [filter] }, { or: [filter] }, { not: filter }][level % 3];
  return filter;
}

const GOOD = { column: 'name', op: '=', value: 'x' };

const hostileFilter: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: condition },
  { weight: 3, arbitrary: fc.array(condition, { maxLength: 6 }).map((all) => ({ and: all })) },
  { weight: 2, arbitrary: fc.array(condition, { maxLength: 3 }).map((all) => ({ not: { or: all } })) },
  { weight: 1, arbitrary: fc.constantFrom(8, 9, 50, 300).map((depth) => nested(depth, GOOD)) },
  { weight: 1, arbitrary: fc.constantFrom(100, 101, 400).map((count) => ({ or: Array(count).fill(GOOD) })) },
  { weight: 1, arbitrary: hostileJson },
);

/** As the compatible parameter takes it: a JSON text of a list of conditions, or of a group, or of nothing of the kind. */
export const hostileFilterText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.array(legacyCondition, { maxLength: 5 }).map((all) => JSON.stringify(all)) },
  { weight: 4, arbitrary: hostileFilter.map((filter) => JSON.stringify(filter)) },
  { weight: 1, arbitrary: hostileText },
);

const place = fc.dictionary(
  fc.constantFrom(
    'at',
    'id',
    'value',
    't',
    'traceId',
    'startTime',
    'lastStartTimeTo',
    'lastTraceId',
    'lastId',
    '__proto__',
  ),
  hostileJson,
);

/** Text that may be a cursor: of other content, cut, or nothing of the kind. */
export const hostileCursor: fc.Arbitrary<string> = fc.oneof(
  place.map((fields) => Buffer.from(JSON.stringify(fields)).toString('base64url')),
  place.map((fields) => Buffer.from(JSON.stringify(fields)).toString('base64').slice(0, -3)),
  hostileText,
);

/** A true cursor with other values in its places. */
export function tampered(cursor: string): fc.Arbitrary<string> {
  const fields = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as Record<string, unknown>;
  const encode = (changed: unknown) => Buffer.from(JSON.stringify(changed)).toString('base64url');
  return fc.oneof(
    fc
      .tuple(fc.constantFrom(...Object.keys(fields)), fc.oneof(hostileText, hostileNumber, hostileJson))
      .map(([name, changed]) => encode({ ...fields, [name]: changed })),
    fc.nat(cursor.length).map((length) => cursor.slice(0, length)),
  );
}
