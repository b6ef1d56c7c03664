import type { ColumnKind, Condition } from '@tidemark/contract/filter';
import { AppError } from '#domain/errors';
import { parseMicros } from '#platform/clickhouse/micros';
import { param, sql, us } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';

/** One comparison of an expression of the given kind with the condition's value. */
export function compare(operand: Sql, kind: ColumnKind, condition: Condition): Sql {
  switch (kind) {
    case 'string':
    case 'enum':
    case 'text':
      return compareText(operand, condition, kind === 'text');
    case 'number':
      return compareNumber(operand, condition);
    case 'datetime':
      return compareTime(operand, condition);
    case 'boolean':
      return condition.op === '!='
        ? sql`${operand} != ${param.bool(booleanOf(condition))}`
        : sql`${operand} = ${param.bool(booleanOf(condition))}`;
    case 'tags':
      return compareTags(operand, condition);
    case 'metadata':
      return compareMetadata(operand, condition);
    case 'scores':
      throw new AppError('internal', 'Scores are compared by their own feature');
  }
}

/** Payloads are searched without regard to case, names and ids exactly as they are. */
function compareText(operand: Sql, condition: Condition, isPayload: boolean): Sql {
  switch (condition.op) {
    case '=':
      return sql`${operand} = ${param.string(textOf(condition))}`;
    case '!=':
      return sql`${operand} != ${param.string(textOf(condition))}`;
    case 'contains':
      return contains(operand, textOf(condition), isPayload);
    case 'does not contain':
      return sql`NOT ${contains(operand, textOf(condition), isPayload)}`;
    case 'starts with':
      return sql`startsWith(${operand}, ${param.string(textOf(condition))})`;
    case 'ends with':
      return sql`endsWith(${operand}, ${param.string(textOf(condition))})`;
    case 'any of':
      return sql`${operand} IN ${param.strings(textsOf(condition))}`;
    case 'none of':
      return sql`${operand} NOT IN ${param.strings(textsOf(condition))}`;
    case 'is null':
      return sql`${operand} = ''`;
    case 'is not null':
      return sql`${operand} != ''`;
    case 'matches':
      return matches(operand, textOf(condition));
    default:
      throw refused(condition, 'another operator');
  }
}

function contains(operand: Sql, needle: string, isPayload: boolean): Sql {
  return isPayload
    ? sql`(positionCaseInsensitiveUTF8(${operand}, ${param.string(needle)}) > 0)`
    : sql`(position(${operand}, ${param.string(needle)}) > 0)`;
}

/**
 * All words of the needle, as whole words in any order, without regard to case. Words are runs of letters and digits,
 * as in the text index of the payload columns, so that the index can answer.
 */
function matches(operand: Sql, needle: string): Sql {
  const words = tokensOf(needle);
  if (words.length === 0) return contains(operand, needle, true);
  return sql`hasAllTokens(lower(${operand}), ${param.strings(words)})`;
}

const MAX_TOKENS = 64;

/** Non-ASCII letters belong to words, as in the engine's `splitByNonAlpha`. */
export function tokensOf(needle: string): string[] {
  const words = asciiLower(needle).split(/[\u0000-\u002f\u003a-\u0060\u007b-\u007f]+/);
  return [...new Set(words.filter((word) => word !== ''))].slice(0, MAX_TOKENS);
}

function asciiLower(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function compareNumber(operand: Sql, condition: Condition): Sql {
  if (condition.op === 'is null') return sql`isNull(${operand})`;
  if (condition.op === 'is not null') return sql`isNotNull(${operand})`;
  const value = param.float(numberOf(condition));
  return sql`ifNull(${order(sql`toFloat64(${operand})`, condition, sql`${value}`)}, 0)`;
}

function compareTime(operand: Sql, condition: Condition): Sql {
  const micros = typeof condition.value === 'string' ? parseMicros(condition.value) : null;
  if (micros === null) throw refused(condition, 'a time as ISO 8601 with an offset');
  return order(operand, condition, us(micros));
}

function order(left: Sql, condition: Condition, right: Sql): Sql {
  switch (condition.op) {
    case '=':
      return sql`${left} = ${right}`;
    case '!=':
      return sql`${left} != ${right}`;
    case '>':
      return sql`${left} > ${right}`;
    case '>=':
      return sql`${left} >= ${right}`;
    case '<':
      return sql`${left} < ${right}`;
    case '<=':
      return sql`${left} <= ${right}`;
    default:
      throw refused(condition, 'another operator');
  }
}

function compareTags(operand: Sql, condition: Condition): Sql {
  if (condition.op === 'is null') return sql`empty(${operand})`;
  if (condition.op === 'is not null') return sql`notEmpty(${operand})`;
  const values = param.strings(textsOf(condition));
  if (condition.op === 'all of') return sql`hasAll(${operand}, ${values})`;
  return condition.op === 'none of' ? sql`NOT hasAny(${operand}, ${values})` : sql`hasAny(${operand}, ${values})`;
}

/** `operand` is the map. The key is an entry's name, or an entry's name and a path into its JSON text, in dots. */
function compareMetadata(operand: Sql, condition: Condition): Sql {
  const entry = metadataEntry(operand, keyOf(condition));
  if (condition.op === '>' || condition.op === '>=' || condition.op === '<' || condition.op === '<=') {
    return compareNumber(sql`toFloat64OrNull(${entry})`, condition);
  }
  const asText =
    typeof condition.value === 'object' ? condition : { ...condition, value: String(condition.value ?? '') };
  return compareText(entry, asText, false);
}

/** '' when there is none. Nested text comes without quotes, other nested values as JSON. */
function metadataEntry(map: Sql, key: string): Sql {
  const plain = sql`${map}[${param.string(key)}]`;
  const [head, ...path] = key.split('.');
  if (head === undefined || head === '' || path.length === 0) return plain;
  const json = sql`${map}[${param.string(head)}]`;
  const steps = path.map((step) => sql`, ${param.string(step)}`);
  const place = steps.reduce((sum, step) => sql`${sum}${step}`, sql`${json}`);
  return sql`if(mapContains(${map}, ${param.string(key)}), ${plain}, if(JSONType(${place}) = 'String', JSONExtractString(${place}), JSONExtractRaw(${place})))`;
}

export function keyOf(condition: Condition): string {
  if (condition.key === undefined || condition.key === '') throw refused(condition, 'a key');
  return condition.key;
}

function textOf(condition: Condition): string {
  if (typeof condition.value !== 'string') throw refused(condition, 'a text');
  return condition.value;
}

/** A single text counts as a list of one. */
export function textsOf(condition: Condition): string[] {
  if (typeof condition.value === 'string') return [condition.value];
  if (!Array.isArray(condition.value)) throw refused(condition, 'a list of texts');
  return condition.value;
}

export function numberOf(condition: Condition): number {
  const value =
    typeof condition.value === 'string' && condition.value.trim() !== '' ? Number(condition.value) : condition.value;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw refused(condition, 'a number');
  return value;
}

function booleanOf(condition: Condition): boolean {
  if (condition.value === true || condition.value === 'true') return true;
  if (condition.value === false || condition.value === 'false') return false;
  throw refused(condition, 'true or false');
}

function refused(condition: Condition, wanted: string): AppError {
  return new AppError('invalid', `The filter on "${condition.column}" with "${condition.op}" needs ${wanted}`);
}
