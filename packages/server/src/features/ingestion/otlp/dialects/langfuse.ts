import type { Level, ObservationType } from '@tidemark/contract/telemetry';
import { OBSERVATION_TYPES } from '@tidemark/contract/telemetry';
import type { Json } from '#domain/merge/metadata-tree';
import { parseIsoMicros } from '#domain/payload/times';
import { readCost, readUsage } from '#domain/usage/read-usage';
import type { OtlpSpan } from '../otlp-span.ts';
import type { Dialect, Found, Rule } from './dialect.ts';
import {
  asObject,
  converted,
  firstOf,
  firstText,
  firstTextAround,
  firstValue,
  promptVersion,
  parseJson,
  readTags,
  withPrefix,
} from './find.ts';

/** What the Langfuse SDKs from Python 3 and JavaScript 4 on write, and what their users set by hand. */
export const langfuse: Dialect = {
  families: ['langfuse', 'user', 'session'],
  rules: {
    type: observationType,
    input: firstValue('langfuse.observation.input'),
    output: firstValue('langfuse.observation.output'),
    metadata: metadataUnder('langfuse.observation.metadata'),
    userId: firstOf(firstText('langfuse.user.id', 'user.id'), fromMetadata('langfuse_user_id')),
    sessionId: firstOf(firstText('langfuse.session.id', 'session.id'), fromMetadata('langfuse_session_id')),
    tags: converted(firstValue('langfuse.trace.tags', 'langfuse.tags'), readTags),
    traceName: firstText('langfuse.trace.name'),
    traceInput: firstValue('langfuse.trace.input'),
    traceOutput: firstValue('langfuse.trace.output'),
    traceMetadata: firstOf(metadataUnder('langfuse.trace.metadata'), metadataUnder('langfuse.metadata')),
    isPublic: converted(firstValue('langfuse.trace.public', 'langfuse.public'), readBoolean),
    isRoot: converted(firstValue('langfuse.internal.as_root', 'langfuse.internal.is_app_root'), readBoolean),
    model: firstText('langfuse.observation.model.name'),
    modelParameters: converted(firstValue('langfuse.observation.model.parameters'), readParameters),
    usage: converted(firstValue('langfuse.observation.usage_details'), (value) => nonEmpty(readUsage(asObject(value)))),
    cost: converted(firstValue('langfuse.observation.cost_details'), (value) => nonEmpty(readCost(asObject(value)))),
    level: converted(firstText('langfuse.observation.level'), readLevel),
    statusMessage: firstText('langfuse.observation.status_message'),
    version: firstText('langfuse.version'),
    release: firstTextAround('langfuse.release'),
    completionStartUs: converted(firstText('langfuse.observation.completion_start_time'), readTime),
    prompt,
  },
};

/** What resources say of every span in them, whichever dialect the span speaks. */
export const surroundings: Dialect = {
  families: [],
  rules: {
    release: firstTextAround('langfuse.release'),
    version: firstTextAround('service.version'),
    environment: firstTextAround('langfuse.environment', 'deployment.environment.name', 'deployment.environment'),
  },
};

const TYPES: ReadonlyMap<string, ObservationType> = new Map(
  OBSERVATION_TYPES.map((type) => [type.toLowerCase(), type]),
);

function observationType(span: OtlpSpan): Found<ObservationType> | null {
  const from = 'langfuse.observation.type';
  const named = span.attributes.get(from);
  const type = typeof named === 'string' ? TYPES.get(named.toLowerCase()) : undefined;
  if (type === undefined) return null;
  return { value: type === 'SPAN' && isDisguisedGeneration(span) ? 'GENERATION' : type, from };
}

/** The Python SDK up to 3.3 called generations `span` when they were made through the generic method. */
function isDisguisedGeneration({ attributes, scope, resource }: OtlpSpan): boolean {
  const [major = 0, minor = 0] = scope.version.split('.').map(Number);
  if (!scope.name.startsWith('langfuse') || major !== 3 || minor > 3) return false;
  if (resource.attributes.get('telemetry.sdk.language') !== 'python') return false;
  return GENERATION_ATTRIBUTES.some((name) => attributes.has(name));
}

const GENERATION_ATTRIBUTES = [
  'langfuse.observation.model.name',
  'langfuse.observation.model.parameters',
  'langfuse.observation.usage_details',
  'langfuse.observation.cost_details',
  'langfuse.observation.prompt.name',
];

/** Metadata as one attribute with an object or its JSON, as many attributes under the name, or both. */
function metadataUnder(name: string): Rule<Record<string, Json>> {
  const prefix = `${name}.`;
  return ({ attributes }) => {
    const whole = attributes.get(name);
    const keys = withPrefix(attributes, prefix);
    if (whole === undefined && keys === null) return null;
    const base = whole === undefined ? {} : (asObject(whole) ?? { metadata: whole });
    const value = Object.assign(Object.create(null) as Record<string, Json>, base, keys);
    return { value, from: keys === null ? name : `${prefix}*`, ...(whole === undefined ? {} : { also: [name] }) };
  };
}

/** Frameworks that can only pass metadata name user and session there. */
function fromMetadata(key: string): Rule<string> {
  const names = ['langfuse.trace.metadata', 'langfuse.metadata', 'langfuse.observation.metadata'];
  const direct = firstText(...names.map((name) => `${name}.${key}`));
  return (span) => {
    const found = direct(span);
    if (found !== null) return found;
    for (const name of names) {
      const whole = span.attributes.get(name);
      const value = whole === undefined ? undefined : asObject(whole)?.[key];
      if (typeof value === 'string' && value !== '') return { value, from: name };
    }
    return null;
  };
}

function prompt({ attributes }: OtlpSpan): Found<{ name: string; version: number | null }> | null {
  for (const prefix of ['langfuse.observation.prompt', 'langfuse.prompt']) {
    const name = attributes.get(`${prefix}.name`);
    const version = promptVersion(attributes.get(`${prefix}.version`));
    if (typeof name === 'string' && name !== '') return { value: { name, version }, from: `${prefix}.name` };
  }
  return null;
}

const LEVELS: ReadonlyMap<string, Level> = new Map<string, Level>([
  ...(['DEBUG', 'TRACE', 'VERBOSE'] as const).map((name): [string, Level] => [name, 'DEBUG']),
  ...(['DEFAULT', 'INFO', 'LOG', 'NOTICE'] as const).map((name): [string, Level] => [name, 'DEFAULT']),
  ...(['WARNING', 'WARN'] as const).map((name): [string, Level] => [name, 'WARNING']),
  ...(['ERROR', 'FATAL', 'CRITICAL'] as const).map((name): [string, Level] => [name, 'ERROR']),
]);

function readLevel(name: string): Level | null {
  return LEVELS.get(name.toUpperCase()) ?? null;
}

function readBoolean(value: Json): boolean | null {
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : null;
}

/** SDKs send the time as a JSON text, with its quotes. */
function readTime(text: string): number | null {
  const bare = text.startsWith('"') ? parseJson(text) : text;
  return typeof bare === 'string' ? parseIsoMicros(bare) : null;
}

/** SDKs send the JSON of an object; it is not parsed for that, as every generation has one. */
function readParameters(value: Json): string | null {
  const text = typeof value === 'string' ? value.trim() : JSON.stringify(value);
  return text.startsWith('{') && text.endsWith('}') ? text : null;
}

function nonEmpty<T extends object>(record: T): T | null {
  return Object.keys(record).length === 0 ? null : record;
}
