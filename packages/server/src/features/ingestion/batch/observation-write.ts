import { normalizeEnvironment } from '@tidemark/contract/ingestion/environment';
import { TYPE_OF_EVENT, type ObservationEvent } from '@tidemark/contract/ingestion/events';
import { WRITE_RANK, type ObservationFields, type ObservationWrite } from '#domain/merge/change';
import { isEmptyObject, metadataWrites } from '#domain/merge/metadata-tree';
import { TextWriter } from '#domain/payload/text';
import { readToolCalls, readToolDefinitions } from '#domain/payload/tools';
import type { MappedFrom } from '#domain/telemetry';
import { readCost, readLegacyUsage, readUsage } from '#domain/usage/read-usage';
import type { EventContext } from './event-context.ts';
import { EventTimes } from './event-time.ts';

type Body = ObservationEvent['body'];
type Fields = Partial<ObservationFields>;

/** What an observation event says, as one write. Absent fields say nothing, null clears, `{}` says nothing. */
export function observationWrite(event: ObservationEvent, context: EventContext): ObservationWrite {
  const { body } = event;
  const times = new EventTimes(context.receivedUs);
  const text = new TextWriter();
  const usage = usageOf(body);
  const type = TYPE_OF_EVENT[event.type] ?? ('type' in body ? body.type : 'SPAN');
  const write: ObservationWrite = {
    atUs: times.read('event', event.timestamp),
    rank: WRITE_RANK.STATED,
    kind: event.type.endsWith('-update') ? 'update' : 'create',
    by: event.id,
    set: {
      type,
      ...texts(body, text),
      ...timesOf(body, times),
      ...modelOf(body, text),
      ...usage.set,
      ...payloads(body, text),
      ...(type === 'GENERATION' ? toolsOf(body) : {}),
      ...senderOf(context),
    },
    first: firstOf(body, times),
    mappedFrom: usage.mappedFrom,
  };
  // Last, when all that may have been altered was read.
  write.metadata = [...metadataWrites(body.metadata), ...times.raw];
  write.flags = [...times.flags, ...(text.repaired ? ['text_repaired'] : []), ...(body.id ? [] : ['id_generated'])];
  return write;
}

function texts(body: Body, text: TextWriter): Fields {
  const fields: Fields = {};
  if (body.name !== undefined) fields.name = text.optional(body.name);
  if (body.parentObservationId !== undefined) fields.parentId = text.optional(body.parentObservationId);
  if (body.statusMessage !== undefined) fields.statusMessage = text.optional(body.statusMessage);
  if (body.version !== undefined) fields.version = text.optional(body.version);
  if (body.level !== undefined) fields.level = body.level ?? 'DEFAULT';
  return fields;
}

function timesOf(body: Body, times: EventTimes): Fields {
  const fields: Fields = {};
  const { endTime, completionStartTime } = body;
  if (endTime !== undefined) fields.endUs = endTime === null ? null : times.read('endTime', endTime);
  if (completionStartTime !== undefined)
    fields.completionStartUs =
      completionStartTime === null ? null : times.read('completionStartTime', completionStartTime);
  return fields;
}

function modelOf(body: Body, text: TextWriter): Fields {
  const fields: Fields = {};
  const { modelParameters } = body;
  if (body.model !== undefined) fields.model = text.optional(body.model);
  if (modelParameters !== undefined && !isEmptyObject(modelParameters))
    fields.modelParameters = modelParameters === null ? '' : text.json(modelParameters);
  if (body.promptName !== undefined) fields.promptName = text.optional(body.promptName);
  if (body.promptVersion !== undefined) fields.promptVersion = body.promptVersion;
  return fields;
}

/** `usageDetails` and `costDetails` win over the older `usage`, which may carry both. */
function usageOf(body: Body): { set: Fields; mappedFrom: MappedFrom } {
  const set: Fields = {};
  const mappedFrom: MappedFrom = {};
  const legacy = readLegacyUsage(body.usage);
  const usage = readUsage(body.usageDetails);
  const cost = readCost(body.costDetails);
  if (body.usageDetails === null || body.usage === null) set.providedUsage = {};
  if (body.costDetails === null) set.providedCost = {};
  if (Object.keys(usage).length > 0) [set.providedUsage, mappedFrom['usage']] = [usage, 'usageDetails'];
  else if (Object.keys(legacy.usage).length > 0) [set.providedUsage, mappedFrom['usage']] = [legacy.usage, 'usage'];
  if (Object.keys(cost).length > 0) [set.providedCost, mappedFrom['cost']] = [cost, 'costDetails'];
  else if (Object.keys(legacy.cost).length > 0) [set.providedCost, mappedFrom['cost']] = [legacy.cost, 'usage'];
  return { set, mappedFrom };
}

function payloads(body: Body, text: TextWriter): Fields {
  const [input, output] = [text.payload(body.input), text.payload(body.output)];
  return {
    ...(input === null || input === '' ? {} : { input }),
    ...(output === null || output === '' ? {} : { output }),
  };
}

/** Of model calls only: what is around them repeats their messages. */
function toolsOf(body: Body): Fields {
  const toolDefinitions = readToolDefinitions(body.input);
  const { toolCalls, toolCallNames } = readToolCalls(body.output);
  return {
    ...(Object.keys(toolDefinitions).length === 0 ? {} : { toolDefinitions }),
    ...(toolCalls.length === 0 ? {} : { toolCalls, toolCallNames }),
  };
}

function senderOf({ apiKeyId, sdkName, sdkVersion }: EventContext): Fields {
  return { apiKeyId, sdkName, sdkVersion };
}

function firstOf(body: Body, times: EventTimes): NonNullable<ObservationWrite['first']> {
  return {
    ...(body.traceId ? { traceId: body.traceId } : {}),
    ...(body.startTime ? { startUs: times.read('startTime', body.startTime) } : {}),
    ...(body.environment ? { environment: normalizeEnvironment(body.environment) } : {}),
  };
}
