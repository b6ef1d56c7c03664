import protobuf from 'protobufjs';

/**
 * The OTLP trace messages, by the field numbers of opentelemetry-proto 1.x. Spans are declared as bytes, which is the
 * same on the wire, so that each is decoded by itself and a broken one spares its neighbours. The kinds of a value are
 * not declared as a `oneof`, whose upkeep costs a quarter of the decoding; a reader takes the one that is there. They
 * are declared with presence, since `""`, `0` and `false` are values like any other.
 */
const schema = protobuf.Root.fromJSON({
  nested: {
    ExportTraceServiceRequest: { fields: { resourceSpans: list('ResourceSpans', 1) } },
    ResourceSpans: { fields: { resource: one('Resource', 1), scopeSpans: list('ScopeSpans', 2) } },
    ScopeSpans: { fields: { scope: one('Scope', 1), spans: list('bytes', 2) } },
    Resource: { fields: { attributes: list('KeyValue', 1) } },
    Scope: { fields: { name: one('string', 1), version: one('string', 2), attributes: list('KeyValue', 3) } },
    Span: {
      fields: {
        traceId: one('bytes', 1),
        spanId: one('bytes', 2),
        parentSpanId: one('bytes', 4),
        name: one('string', 5),
        kind: one('int32', 6),
        startTimeUnixNano: one('fixed64', 7),
        endTimeUnixNano: one('fixed64', 8),
        attributes: list('KeyValue', 9),
        events: list('Event', 11),
        links: list('Link', 13),
        status: one('Status', 15),
      },
    },
    Event: { fields: { timeUnixNano: one('fixed64', 1), name: one('string', 2), attributes: list('KeyValue', 3) } },
    Link: { fields: { traceId: one('bytes', 1), spanId: one('bytes', 2), attributes: list('KeyValue', 4) } },
    Status: { fields: { message: one('string', 2), code: one('int32', 3) } },
    KeyValue: { fields: { key: one('string', 1), value: one('AnyValue', 2) } },
    AnyValue: {
      fields: {
        stringValue: present('string', 1),
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
    ExportTraceServiceResponse: { fields: { partialSuccess: one('PartialSuccess', 1) } },
    PartialSuccess: { fields: { rejectedSpans: one('int64', 1), errorMessage: one('string', 2) } },
    RpcStatus: { fields: { code: one('int32', 1), message: one('string', 2) } },
  },
});

export const traceRequestType = schema.lookupType('ExportTraceServiceRequest');
export const spanType = schema.lookupType('Span');
export const traceResponseType = schema.lookupType('ExportTraceServiceResponse');
export const rpcStatusType = schema.lookupType('RpcStatus');

function one(type: string, id: number): protobuf.IField {
  return { type, id };
}

function present(type: string, id: number): protobuf.IField {
  return { ...one(type, id), options: { features: { field_presence: 'EXPLICIT' } } };
}

function list(type: string, id: number): protobuf.IField {
  return { rule: 'repeated', type, id };
}
