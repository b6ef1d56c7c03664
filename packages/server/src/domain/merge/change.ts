import type { Level, ObservationType } from '@tidemark/contract/telemetry';
import type { MappedFrom, Micros } from '../telemetry.ts';
import type { MetadataWrite } from './metadata-tree.ts';

/**
 * A change is what one message says about one observation or trace, as data. Any set of changes folds to the same
 * record in whatever order and grouping they arrive: the set grows, the fold sorts it by `compareWrites`.
 * Changes are JSON-serialisable and kept, so that a late one can be folded with those seen before.
 */
export interface Change<Fields, Firsts> {
  projectId: string;
  /** The id of the observation or trace that it speaks of. */
  entityId: string;
  /** Equal for equal content only: it names the message and a digest of what it says, so a re-sent message adds nothing. */
  changeId: string;
  /** Server time at which the message was accepted. */
  ingestedUs: Micros;
  /** A digest of the message as it came, whatever was made of it. Without one a change is never replaced. */
  source?: number;
  /** How often the message had been read again before; not there for 0. The latest reading of a message replaces the others. */
  reading?: number;
  writes: Write<Fields, Firsts>[];
}

/** What one event (or one span) writes, at one place in the order. */
export interface Write<Fields, Firsts> {
  /** The client's time of the event. */
  atUs: Micros;
  rank: WriteRank;
  kind: 'create' | 'update';
  /** The id of the event or span; breaks ties, so that the order is total. */
  by: string;
  /** Fields of which the last write wins. An absent key says nothing; a cleared field is written as its empty value. */
  set?: Partial<Fields>;
  /** Fields of which the first write wins: they are parts of the row's key, or must not move. */
  first?: Partial<Firsts>;
  /** Tags only ever add up. */
  tags?: string[];
  metadata?: MetadataWrite[];
  flags?: string[];
  mappedFrom?: MappedFrom;
}

/** `DERIVED` was concluded from something else (a root span, a first step); whatever was said outright (`STATED`) beats it. */
export const WRITE_RANK = { DERIVED: 0, STATED: 1 } as const;
export type WriteRank = (typeof WRITE_RANK)[keyof typeof WRITE_RANK];

/** Empty text clears; payloads are never cleared, since a later event without one says nothing about it. */
export interface ObservationFields {
  type: ObservationType;
  parentId: string;
  name: string;
  endUs: Micros | null;
  completionStartUs: Micros | null;
  level: Level;
  statusMessage: string;
  version: string;
  input: string;
  output: string;
  model: string;
  modelParameters: string;
  promptName: string;
  promptVersion: number | null;
  providedUsage: Record<string, number>;
  providedCost: Record<string, string>;
  toolDefinitions: Record<string, string>;
  toolCalls: string[];
  toolCallNames: string[];
  sdkName: string;
  sdkVersion: string;
  apiKeyId: string;
}

export interface ObservationFirsts {
  traceId: string;
  startUs: Micros;
  environment: string;
}

export interface TraceFields {
  name: string;
  userId: string;
  sessionId: string;
  release: string;
  version: string;
  input: string;
  output: string;
  isPublic: boolean;
  bookmarked: boolean;
}

export interface TraceFirsts {
  timestampUs: Micros;
  environment: string;
}

export type ObservationWrite = Write<ObservationFields, ObservationFirsts>;
export type TraceWrite = Write<TraceFields, TraceFirsts>;
export type ObservationChange = Change<ObservationFields, ObservationFirsts>;
export type TraceChange = Change<TraceFields, TraceFirsts>;
