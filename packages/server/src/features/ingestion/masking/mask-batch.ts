import { mapFields } from './mask-json.ts';
import type { Mask } from './mask-json.ts';

/** What makes an event one of a trace, and when it was: masked, it would be another event. */
const STRUCTURE = new Set([
  'id',
  'traceId',
  'observationId',
  'parentObservationId',
  'datasetRunId',
  'configId',
  'queueId',
  'type',
  'timestamp',
  'startTime',
  'endTime',
  'completionStartTime',
  'level',
  'dataType',
  'source',
  'environment',
]);

/** A batch with everything masked that a person may have written; its events stay what they are about. */
export function maskBatch(parsed: unknown, mask: Mask): unknown {
  if (!isObject(parsed)) return parsed;
  return mapFields(parsed, (value, name) =>
    name === 'batch' && Array.isArray(value)
      ? value.map((event: unknown) => maskEvent(event, mask))
      : mask(value, [name]),
  );
}

function maskEvent(event: unknown, mask: Mask): unknown {
  if (!isObject(event)) return mask(event);
  return mapFields(event, (value, name) => {
    if (STRUCTURE.has(name)) return value;
    if (name !== 'body' || !isObject(value)) return mask(value, [name]);
    return mapFields(value, (field, key) => (STRUCTURE.has(key) ? field : mask(field, [key])));
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
