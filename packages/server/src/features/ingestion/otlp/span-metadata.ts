import type { Json } from '#domain/merge/metadata-tree';
import type { TextWriter } from '#domain/payload/text';
import type { Attributes, OtlpResource, OtlpScope, OtlpSpan } from './otlp-span.ts';
import type { SpanReader } from './span-reader.ts';

/**
 * The metadata of an observation: what its dialect calls metadata, at the top level, and everything of the span that
 * no field took: attributes, events, links, raw times, resource and scope, each under one key.
 */
export function spanMetadata(reader: SpanReader, text: TextWriter): Record<string, string> {
  const { span } = reader;
  const own = reader.take('metadata');
  const metadata: Record<string, string> = Object.create(null) as Record<string, string>;
  const rest = leftOver(reader);
  if (rest !== null) metadata['attributes'] = JSON.stringify(rest);
  Object.assign(metadata, surroundingsText(span.resource, span.scope));
  const events = span.events.filter(({ name }) => !name.startsWith('gen_ai.')).map(eventOf);
  if (events.length > 0) metadata['events'] = JSON.stringify(events);
  if (span.links.length > 0) metadata['links'] = JSON.stringify(span.links.map(linkOf));
  if (span.rawTimes !== null) metadata['raw_times'] = JSON.stringify(span.rawTimes);
  if (own !== null) for (const key of Object.keys(own)) metadata[key] = text.payload(own[key]) ?? 'null';
  return metadata;
}

function leftOver({ span, consumed }: SpanReader): Record<string, Json> | null {
  const names = new Set(consumed);
  const prefixes = consumed.filter((name) => name.endsWith('.*')).map((name) => name.slice(0, -1));
  let kept: Record<string, Json> | null = null;
  for (const [name, value] of span.attributes) {
    if (names.has(name) || isKnown(name) || prefixes.some((prefix) => name.startsWith(prefix))) continue;
    kept ??= Object.create(null) as Record<string, Json>;
    kept[name] = value;
  }
  return kept;
}

/** Attributes of the Langfuse SDKs all have a field, so none is kept twice. Unknown ones stay. */
function isKnown(name: string): boolean {
  return KNOWN.has(name) || (name.startsWith('langfuse.') && KNOWN_PREFIXES.test(name));
}

const KNOWN_PREFIXES = /^langfuse\.(?:observation|trace|internal|metadata)\./;
const KNOWN: ReadonlySet<string> = new Set([
  'user.id',
  'session.id',
  'langfuse.environment',
  'langfuse.release',
  'langfuse.version',
  'langfuse.user.id',
  'langfuse.session.id',
  'langfuse.tags',
  'langfuse.public',
  'langfuse.metadata',
]);

/** Resource and scope are one object for all their spans: their text is made once. */
const SURROUNDINGS = new WeakMap<OtlpScope, Record<string, string>>();

function surroundingsText(resource: OtlpResource, scope: OtlpScope): Record<string, string> {
  const known = SURROUNDINGS.get(scope);
  if (known !== undefined) return known;
  const { name, version, attributes } = scope;
  const texts: Record<string, string> = {};
  if (resource.attributes.size > 0) texts['resourceAttributes'] = JSON.stringify(objectOf(resource.attributes));
  texts['scope'] = JSON.stringify({ name, version, attributes: objectOf(attributes) });
  SURROUNDINGS.set(scope, texts);
  return texts;
}

function eventOf({ name, timeUs, attributes }: OtlpSpan['events'][number]): Json {
  return { name, timeUs, attributes: objectOf(attributes) };
}

function linkOf({ traceId, spanId, attributes }: OtlpSpan['links'][number]): Json {
  return { traceId, spanId, attributes: objectOf(attributes) };
}

function objectOf(attributes: Attributes): Record<string, Json> {
  const object: Record<string, Json> = Object.create(null) as Record<string, Json>;
  for (const [name, value] of attributes) object[name] = value;
  return object;
}
