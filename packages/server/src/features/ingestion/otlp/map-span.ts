import { normalizeEnvironment } from '@tidemark/contract/ingestion/environment';
import { DEFAULT_ENVIRONMENT, type ObservationType } from '@tidemark/contract/telemetry';
import type { PlainObservation } from '#domain/merge/fold-observation';
import { TextWriter } from '#domain/payload/text';
import { readToolCallsOfText, readToolDefinitionsOfText } from '#domain/payload/tools';
import type { Micros } from '#domain/telemetry';
import { holdsModelCalls } from './dialects/vercel-ai.ts';
import type { OtlpSpan } from './otlp-span.ts';
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
}

/** A mapped span: the observation, and the reader for whoever asks it about its trace. */
export interface MappedSpan {
  observation: PlainObservation;
  reader: SpanReader;
}

/** One complete observation out of one span. Its trace attributes are those that the span itself carries. */
export function mapSpan(span: OtlpSpan, context: SpanContext): MappedSpan {
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
    ...statusOf(reader),
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
    ingestedUs: context.receivedUs,
    // A span is complete in itself. Exported again, for example once when it begins and once when it ends, the later end wins.
    rowVersion: span.endUs,
  };
  return { observation, reader };
}

function statusOf(reader: SpanReader) {
  const { span } = reader;
  const level = reader.read('level') ?? (span.statusCode === 2 ? 'ERROR' : 'DEFAULT');
  const completionStartUs = reader.read('completionStartUs');
  return {
    level,
    statusMessage: reader.read('statusMessage') ?? (span.statusMessage || exceptionMessage(span)),
    completionStartUs: completionStartUs === null ? null : Math.max(completionStartUs, span.startUs),
  };
}

function exceptionMessage({ events, statusCode }: OtlpSpan): string {
  const exception = statusCode === 2 ? events.findLast(({ name }) => name === 'exception') : undefined;
  const message = exception?.attributes.get('exception.message') ?? exception?.attributes.get('exception.type');
  return typeof message === 'string' ? message : '';
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
  const holdsOthers = type === 'AGENT' || holdsModelCalls(reader.span) || isAgentStep(reader.span);
  return !holdsOthers || STATED_USAGE.some((name) => reader.span.attributes.has(name));
}

const STATED_USAGE = [
  'langfuse.observation.model.name',
  'langfuse.observation.usage_details',
  'langfuse.observation.cost_details',
];

const isAgentStep = ({ attributes }: OtlpSpan) => attributes.get('gen_ai.operation.name') === 'agent_step';

function promptOf(reader: SpanReader, type: ObservationType) {
  const prompt = type === 'GENERATION' ? reader.read('prompt', 'promptName') : null;
  return { promptName: prompt?.name ?? '', promptVersion: prompt?.version ?? null };
}

function toolsOf(reader: SpanReader, step: { type: ObservationType; input: string | null; output: string | null }) {
  if (step.type !== 'GENERATION') return { toolDefinitions: {}, toolCalls: [], toolCallNames: [] };
  const toolDefinitions = reader.read('toolDefinitions') ?? readToolDefinitionsOfText(step.input);
  return { toolDefinitions, ...readToolCallsOfText(step.output) };
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
