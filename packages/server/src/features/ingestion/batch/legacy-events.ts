/**
 * The single-object routes of the first API generation, as events of the batch API. A body is wrapped as it came:
 * `readBatch` then checks it like any other event.
 */

/** The event's own id and time, made by whoever accepts the request; the id also names the object if it has none. */
export interface EventStamp {
  id: string;
  /** ISO 8601, UTC. */
  timestamp: string;
}

/** A batch of one event, and the id under which the object is kept: the route's answer is `{ id }`. */
export interface WrappedBody {
  id: string;
  batch: { batch: [unknown] };
}

type Fields = Record<string, unknown>;

export const wrapTrace = wrapper('trace-create');
export const wrapScore = wrapper('score-create');
export const wrapEvent = wrapper('event-create');
export const wrapSpan = wrapper('span-create');
export const wrapGeneration = wrapper('generation-create', renamePayloads);
export const wrapSpanUpdate = wrapper('span-update', (fields) => renameId(fields, 'spanId'));
export const wrapGenerationUpdate = wrapper('generation-update', (fields) =>
  renamePayloads(renameId(fields, 'generationId')),
);

function wrapper(type: string, rename: (fields: Fields) => Fields = (fields) => fields) {
  return (body: unknown, stamp: EventStamp): WrappedBody => {
    // What is no object is left as it is: the event's check refuses it with a reason.
    if (!isFields(body)) return { id: stamp.id, batch: { batch: [{ ...stamp, type, body }] } };
    const fields = rename(body);
    const unnamed = (fields['id'] ?? null) === null && !type.endsWith('-update');
    const named = unnamed ? { ...fields, id: stamp.id } : fields;
    // An id that is no text is refused by the event's check; to make a text of it here could throw.
    const id = typeof named['id'] === 'string' ? named['id'] : stamp.id;
    return { id, batch: { batch: [{ ...stamp, type, body: named }] } };
  };
}

function isFields(body: unknown): body is Fields {
  return typeof body === 'object' && body !== null && !Array.isArray(body);
}

function renameId(fields: Fields, key: 'spanId' | 'generationId'): Fields {
  const { [key]: id, ...rest } = fields;
  return { ...rest, id };
}

/** `prompt` and `completion` are what later became `input` and `output`. */
function renamePayloads(fields: Fields): Fields {
  const { prompt, completion, ...rest } = fields;
  return {
    ...rest,
    ...(rest['input'] === undefined && prompt !== undefined ? { input: prompt } : {}),
    ...(rest['output'] === undefined && completion !== undefined ? { output: completion } : {}),
  };
}
