import { normalizeEnvironment } from '@tidemark/contract/ingestion/environment';
import { DEFAULT_ENVIRONMENT, type Level, type ObservationType } from '@tidemark/contract/telemetry';
import type { PlainObservation } from '#domain/merge/fold-observation';
import { TextWriter } from '#domain/payload/text';
import { clampTime } from '#domain/payload/times';
import { readToolCallsOfText, readToolDefinitionsOfText } from '#domain/payload/tools';
import type { Micros } from '#domain/telemetry';
import type { OtlpSpan } from './otlp-span.ts';
import { rowVersionOf } from './row-version.ts';
import { spanMetadata } from './span-metadata.ts';
import { SpanReader } from './span-reader.ts';

/** What is known of an export beside its spans. */
export interface SpanContext {
  projectId: string;
  apiKeyId: string;
  sdkName: string;
  sdkVersion: string;
  /** Server time at which the export was accepted. */
  receivedUs: Micros;
  /** Under which its rows are stored, where that is not the time of acceptance; see docs/adr/0023-exactly-once-by-time-of-storing.md. */
  ingestedUs?: Micros;
  /** A digest of the export's bytes: tells different exports of one span apart. */
  bodyDigest: number;
  /** How often the export was read before on request; see docs/adr/0015-a-later-reading-replaces-an-earlier.md. */
  reading: number;
}

/** A mapped span: the observation, and the reader for whoever asks it about its trace. */
export interface MappedSpan {
  observation: PlainObservation;
  reader: SpanReader;
}

/**
 * One complete observation out of one span. Its trace attributes are those that the span itself carries. `position` is
 * its place among the spans of its export.
 */
export function mapSpan(span: OtlpSpan, context: SpanContext, position: number): MappedSpan {
  const reader = new SpanReader(span);
  const text = new TextWriter();
  const type = reader.read('type') ?? 'SPAN';
  const input = text.payload(reader.take('input'));
  const output = text.payload(reader.take('output'));
  const observation: PlainObservation = {
    projectId: context.projectId,
    traceId: span.traceId,
    id: span.spanId,
    parentId: span.parentId,
    isRoot: span.parentId === '' || reader.read('isRoot') === true,
    type,
    name: reader.read('name') ?? span.name,
    startUs: span.startUs,
    endUs: span.endUs,
    ...statusOf(reader, context.receivedUs),
    version: reader.read('version') ?? '',
    input,
    output,
    ...modelOf(reader, type),
    ...promptOf(reader, type),
    ...toolsOf(reader, { type, input, output }),
    ...traceAttributes(reader),
    metadata: spanMetadata(reader, text),
    ...senderOf(span, context),
    mappedFrom: reader.mappedFrom,
    flags: text.repaired ? [...span.flags, 'text_repaired'] : span.flags,
    ingestedUs: context.ingestedUs ?? context.receivedUs,
    rowVersion: rowVersionOf(span, context, position),
  };
  return { observation, reader };
}

function statusOf(reader: SpanReader, receivedUs: Micros) {
  const { span } = reader;
  const completionStartUs = reader.read('completionStartUs');
  return {
    level: reader.read('level') ?? levelOfStatus(reader),
    statusMessage: reader.read('statusMessage') ?? messageOfStatus(reader),
    completionStartUs:
      completionStartUs === null ? null : clampTime(Math.max(completionStartUs, span.startUs), receivedUs).us,
  };
}

function levelOfStatus(reader: SpanReader): Level {
  if (reader.span.statusCode !== 2) return 'DEFAULT';
  reader.note('level', 'status.code');
  return 'ERROR';
}

function messageOfStatus(reader: SpanReader): string {
  const { statusMessage, events, statusCode } = reader.span;
  if (statusMessage !== '') reader.note('statusMessage', 'status.message');
  if (statusMessage !== '' || statusCode !== 2) return statusMessage;
  const exception = events.findLast(({ name }) => name === 'exception');
  const message = exception?.attributes.get('exception.message') ?? exception?.attributes.get('exception.type');
  if (typeof message !== 'string') return '';
  reader.note('statusMessage', 'event:exception');
  return message;
}

function modelOf(reader: SpanReader, type: ObservationType) {
  const counted = countsItself(reader, type);
  return {
    model: (counted ? reader.read('model') : null) ?? '',
    modelParameters: reader.read('modelParameters') ?? '',
    providedUsage: (counted ? reader.read('usage') : null) ?? {},
    providedCost: (counted ? reader.read('cost') : null) ?? {},
  };
}

/**
 * Agents, and calls that hold the model calls, report the sums of what is in them: taking those would count each
 * token twice. What a person said outright of such a step is believed.
 */
function countsItself(reader: SpanReader, type: ObservationType): boolean {
  const holdsOthers = type === 'AGENT' || reader.find('holdsModelCalls')?.value === true;
  return !holdsOthers || STATED_USAGE.some((name) => reader.span.attributes.has(name));
}

const STATED_USAGE = [
  'langfuse.observation.model.name',
  'langfuse.observation.usage_details',
  'langfuse.observation.cost_details',
];

function promptOf(reader: SpanReader, type: ObservationType) {
  const prompt = type === 'GENERATION' ? reader.read('prompt', 'promptName') : null;
  return { promptName: prompt?.name ?? '', promptVersion: prompt?.version ?? null };
}

function toolsOf(reader: SpanReader, step: { type: ObservationType; input: string | null; output: string | null }) {
  if (step.type !== 'GENERATION') return { toolDefinitions: {}, toolCalls: [], toolCallNames: [] };
  const calls = readToolCallsOfText(step.output);
  if (calls.toolCalls.length > 0) noteSame(reader, 'toolCalls', 'output');
  return { toolDefinitions: reader.read('toolDefinitions') ?? offeredTools(reader, step.input), ...calls };
}

function offeredTools(reader: SpanReader, input: string | null): Record<string, string> {
  const definitions = readToolDefinitionsOfText(input);
  if (Object.keys(definitions).length > 0) noteSame(reader, 'toolDefinitions', 'input');
  return definitions;
}

/** What was found inside a payload came from where the payload came from. */
function noteSame(reader: SpanReader, field: string, payload: 'input' | 'output'): void {
  const from = reader.mappedFrom[payload];
  if (from !== undefined) reader.note(field, from);
}

function traceAttributes(reader: SpanReader) {
  const environment = reader.read('environment');
  return {
    traceName: reader.read('traceName') ?? '',
    userId: reader.read('userId') ?? '',
    sessionId: reader.read('sessionId') ?? '',
    tags: [...new Set(reader.read('tags') ?? [])].sort(),
    release: reader.read('release') ?? '',
    environment: environment === null ? DEFAULT_ENVIRONMENT : normalizeEnvironment(environment),
  };
}

function senderOf({ scope }: OtlpSpan, { sdkName, sdkVersion, apiKeyId }: SpanContext) {
  return {
    source: 'otel' as const,
    scopeName: scope.name,
    sdkName: sdkName || scope.name,
    sdkVersion: sdkName === '' ? scope.version : sdkVersion,
    apiKeyId,
  };
}
