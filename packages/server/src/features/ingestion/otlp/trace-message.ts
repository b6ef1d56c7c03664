import protobuf from 'protobufjs';

const envelope = protobuf.Root.fromJSON({
  nested: {
    ExportTraceServiceRequest: { fields: { resourceSpans: list('ResourceSpans', 1) } },
    ResourceSpans: { fields: { resource: one('bytes', 1), scopeSpans: list('ScopeSpans', 2) } },
    ScopeSpans: { fields: { scope: one('bytes', 1), spans: list('bytes', 2) } },
    ExportTraceServiceResponse: { fields: { partialSuccess: one('PartialSuccess', 1) } },
    PartialSuccess: { fields: { rejectedSpans: one('int64', 1), errorMessage: one('string', 2) } },
    RpcStatus: { fields: { code: one('int32', 1), message: one('string', 2) } },
  },
});

/**
 * The OTLP trace messages, by the field numbers of opentelemetry-proto 1.x. Spans, resources and scopes are declared
 * as bytes, which is the same on the wire, so that each is decoded by itself and a broken one spares its neighbours.
 */
export const traceRequestType = envelope.lookupType('ExportTraceServiceRequest');
export const traceResponseType = envelope.lookupType('ExportTraceServiceResponse');
export const rpcStatusType = envelope.lookupType('RpcStatus');

export type TracePart = 'Span' | 'Resource' | 'Scope';

/** Texts must be UTF-8. Where one is not, its broken bytes become U+FFFD and the part says so; else throws. */
export function decodePart(part: TracePart, bytes: Uint8Array): { message: object; repaired: boolean } {
  try {
    return { message: EXACT[part].decode(bytes), repaired: false };
  } catch {
    return { message: LENIENT[part].decode(bytes), repaired: true };
  }
}

export function encodePart(part: TracePart, message: object): Uint8Array {
  return EXACT[part].encode(message).finish();
}

const EXACT = partTypes('VERIFY');
const LENIENT = partTypes('NONE');

/**
 * The kinds of a value are not declared as a `oneof`, whose upkeep costs a quarter of the decoding; a reader takes the
 * one that is there. They are declared with presence, since `""`, `0` and `false` are values like any other.
 */
function partTypes(utf8: 'VERIFY' | 'NONE'): Record<TracePart, protobuf.Type> {
  const text = (id: number, presence: 'EXPLICIT' | 'IMPLICIT' = 'IMPLICIT') => textField(id, { utf8, presence });
  const root = protobuf.Root.fromJSON({
    nested: {
      Resource: { fields: { attributes: list('KeyValue', 1) } },
      Scope: { fields: { name: text(1), version: text(2), attributes: list('KeyValue', 3) } },
      Span: {
        fields: {
          traceId: one('bytes', 1),
          spanId: one('bytes', 2),
          parentSpanId: one('bytes', 4),
          name: text(5),
          kind: one('int32', 6),
          startTimeUnixNano: one('fixed64', 7),
          endTimeUnixNano: one('fixed64', 8),
          attributes: list('KeyValue', 9),
          events: list('Event', 11),
          links: list('Link', 13),
          status: one('Status', 15),
        },
      },
      Event: { fields: { timeUnixNano: one('fixed64', 1), name: text(2), attributes: list('KeyValue', 3) } },
      Link: { fields: { traceId: one('bytes', 1), spanId: one('bytes', 2), attributes: list('KeyValue', 4) } },
      Status: { fields: { message: text(2), code: one('int32', 3) } },
      KeyValue: { fields: { key: text(1), value: one('AnyValue', 2) } },
      AnyValue: {
        fields: {
          stringValue: text(1, 'EXPLICIT'),
          boolValue: present('bool', 2),
          intValue: present('int64', 3),
          doubleValue: present('double', 4),
          arrayValue: present('ArrayValue', 5),
          kvlistValue: present('KeyValueList', 6),
          bytesValue: present('bytes', 7),
        },
      },
      ArrayValue: { fields: { values: list('AnyValue', 1) } },
      KeyValueList: { fields: { values: list('KeyValue', 1) } },
    },
  });
  return { Span: root.lookupType('Span'), Resource: root.lookupType('Resource'), Scope: root.lookupType('Scope') };
}

function textField(id: number, features: { utf8: string; presence: string }): protobuf.IField {
  return {
    type: 'string',
    id,
    options: { features: { utf8_validation: features.utf8, field_presence: features.presence } },
  };
}

function one(type: string, id: number): protobuf.IField {
  return { type, id };
}

function present(type: string, id: number): protobuf.IField {
  return { ...one(type, id), options: { features: { field_presence: 'EXPLICIT' } } };
}

function list(type: string, id: number): protobuf.IField {
  return { rule: 'repeated', type, id };
}
