import { normalizeEnvironment } from '@tidemark/contract/ingestion/environment';
import type { EventOf } from '@tidemark/contract/ingestion/events';
import { scoreDataType, type ScoreBody } from '@tidemark/contract/ingestion/score-body';
import { DEFAULT_ENVIRONMENT, type ScoreDataType } from '@tidemark/contract/telemetry';
import { metadataRecord, metadataWrites, type Json } from '#domain/merge/metadata-tree';
import { TextWriter } from '#domain/payload/text';
import type { ScoreRecord } from '#domain/telemetry';
import type { EventContext } from './event-context.ts';
import { EventTimes } from './event-time.ts';

/** A score event is complete in itself: sent again under the same id, the later one replaces the earlier. */
export function scoreRecord(event: EventOf<'score-create'>, context: EventContext): ScoreRecord {
  const { body } = event;
  const text = new TextWriter();
  const times = new EventTimes(context.receivedUs);
  const timestampUs = times.read('timestamp', event.timestamp);
  const dataType = scoreDataType(body);
  const metadata = [...metadataWrites(text.deep(body.metadata) as Json), ...times.raw];
  return {
    projectId: context.projectId,
    id: text.text(body.id ?? event.id),
    timestampUs,
    ...subjectOf(body, text),
    name: dataType === 'CORRECTION' ? 'output' : text.text(body.name),
    dataType,
    source: body.source ?? 'API',
    ...valueOf(dataType, body.value, text),
    comment: text.optional(body.comment),
    metadata: metadataRecord(metadata),
    environment: body.environment ? normalizeEnvironment(body.environment) : DEFAULT_ENVIRONMENT,
    configId: body.configId ?? '',
    queueId: text.optional(body.queueId),
    authorUserId: '',
    executionTraceId: '',
    apiKeyId: context.apiKeyId,
    ingestedUs: context.ingestedUs ?? context.receivedUs,
    rowVersion: timestampUs + context.reading,
  };
}

function subjectOf(body: ScoreBody, text: TextWriter) {
  return {
    traceId: text.optional(body.traceId),
    observationId: text.optional(body.observationId),
    sessionId: text.optional(body.sessionId),
    datasetRunId: text.optional(body.datasetRunId),
  };
}

function valueOf(dataType: ScoreDataType, value: number | string, text: TextWriter) {
  if (typeof value === 'string') return { value: null, stringValue: text.text(value) };
  if (dataType === 'BOOLEAN') return { value, stringValue: value === 1 ? 'True' : 'False' };
  return { value, stringValue: '' };
}
