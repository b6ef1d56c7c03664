import { normalizeEnvironment } from '@tidemark/contract/ingestion/environment';
import type { EventOf } from '@tidemark/contract/ingestion/events';
import { WRITE_RANK, type ObservationWrite, type TraceFields, type TraceWrite } from '#domain/merge/change';
import { metadataWrites } from '#domain/merge/metadata-tree';
import { TextWriter } from '#domain/payload/text';
import type { EventContext } from './event-context.ts';
import { EventTimes } from './event-time.ts';

/** What a `trace-create` says, as one write. Sent again with the same id it updates the trace. */
export function traceWrite(event: EventOf<'trace-create'>, context: EventContext): TraceWrite {
  const { body } = event;
  const times = new EventTimes(context.receivedUs);
  const text = new TextWriter();
  return {
    atUs: times.read('event', event.timestamp),
    rank: WRITE_RANK.STATED,
    kind: 'create',
    by: event.id,
    set: { ...texts(body, text), ...payloads(body, text), ...publicOf(body) },
    first: {
      ...(body.timestamp ? { timestampUs: times.read('timestamp', body.timestamp) } : {}),
      ...(body.environment ? { environment: normalizeEnvironment(body.environment) } : {}),
    },
    tags: (body.tags ?? []).map((tag) => text.text(tag)),
    metadata: [...metadataWrites(body.metadata), ...times.raw],
  };
}

/** What an observation implies of its trace: that it exists, no later than this, in this environment. */
export function impliedTraceWrite(write: ObservationWrite): TraceWrite {
  const { atUs, kind, by, first = {} } = write;
  return {
    atUs: first.startUs ?? atUs,
    rank: WRITE_RANK.DERIVED,
    kind,
    by,
    first: {
      timestampUs: first.startUs ?? atUs,
      ...(first.environment === undefined ? {} : { environment: first.environment }),
    },
  };
}

type Body = EventOf<'trace-create'>['body'];

function texts(body: Body, text: TextWriter): Partial<TraceFields> {
  const fields: Partial<TraceFields> = {};
  for (const key of ['name', 'userId', 'sessionId', 'release', 'version'] as const)
    if (body[key] !== undefined) fields[key] = text.optional(body[key]);
  return fields;
}

function payloads(body: Body, text: TextWriter): Partial<TraceFields> {
  const [input, output] = [text.payload(body.input), text.payload(body.output)];
  return {
    ...(input === null || input === '' ? {} : { input }),
    ...(output === null || output === '' ? {} : { output }),
  };
}

/** Not speaking of it does not make a trace private again. */
function publicOf(body: Body): Partial<TraceFields> {
  return typeof body.public === 'boolean' ? { isPublic: body.public } : {};
}
