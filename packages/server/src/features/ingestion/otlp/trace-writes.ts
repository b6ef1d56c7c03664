import { WRITE_RANK, type TraceFields, type TraceFirsts, type TraceWrite } from '#domain/merge/change';
import { metadataWrites, type MetadataWrite } from '#domain/merge/metadata-tree';
import { TextWriter } from '#domain/payload/text';
import type { MappedSpan } from './map-span.ts';

/**
 * What one span says of its trace. Every span says that the trace exists, since when, and in which environment; a
 * root also lends it its name, payloads, metadata and version. What is said of the trace outright, on
 * whichever span, outranks what a root lends.
 */
export function traceWritesOfSpan(mapped: MappedSpan): TraceWrite[] {
  const stated = statedWrite(mapped);
  return stated === null ? [derivedWrite(mapped)] : [derivedWrite(mapped), stated];
}

function place({ observation }: MappedSpan) {
  return { atUs: observation.startUs, kind: 'create' as const, by: observation.id };
}

function derivedWrite(mapped: MappedSpan): TraceWrite {
  const { observation, reader } = mapped;
  const first: Partial<TraceFirsts> = { timestampUs: observation.startUs };
  if (reader.mappedFrom['environment'] !== undefined) first.environment = observation.environment;
  const write: TraceWrite = { ...place(mapped), rank: WRITE_RANK.DERIVED, first };
  if (!observation.isRoot) return write;
  const { name, input, output, version } = observation;
  const set: Partial<TraceFields> = { name };
  if (input !== null && input !== '') set.input = input;
  if (output !== null && output !== '') set.output = output;
  if (version !== '') set.version = version;
  const metadata = Object.entries(observation.metadata).map(([key, text]): MetadataWrite => [[key], text]);
  return { ...write, set, metadata };
}

function statedWrite(mapped: MappedSpan): TraceWrite | null {
  const { observation, reader } = mapped;
  const text = new TextWriter();
  const set: Partial<TraceFields> = {};
  const { traceName, userId, sessionId, tags, release } = observation;
  const [input, output] = [text.payload(reader.read('traceInput')), text.payload(reader.read('traceOutput'))];
  const isPublic = reader.read('isPublic');
  const metadata = reader.read('traceMetadata');
  if (traceName !== '') set.name = traceName;
  if (userId !== '') set.userId = userId;
  if (sessionId !== '') set.sessionId = sessionId;
  if (release !== '') set.release = release;
  if (input !== null && input !== '') set.input = input;
  if (output !== null && output !== '') set.output = output;
  if (isPublic !== null) set.isPublic = isPublic;
  if (Object.keys(set).length === 0 && tags.length === 0 && metadata === null) return null;
  const write: TraceWrite = { ...place(mapped), rank: WRITE_RANK.STATED, set };
  if (tags.length > 0) write.tags = tags;
  if (metadata !== null) write.metadata = metadataWrites(metadata);
  return write;
}
