import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldObservation } from './fold-observation.ts';
import { foldTrace } from './fold-trace.ts';
import { observationChange, someEvents, traceChange, type RandomEvent } from './random-events.ts';

/**
 * The model: sort all events, then apply them one after the other to a mutable row, as one would by hand. It shares
 * no code with the fold.
 */
function applyInOrder(events: readonly RandomEvent[]) {
  const sorted = [...events].sort(
    (a, b) => a.atUs - b.atUs || (a.kind === b.kind ? 0 : a.kind === 'create' ? -1 : 1) || (a.id < b.id ? -1 : 1),
  );
  const row = {
    name: '',
    input: null as string | null,
    endUs: null as number | null,
    startUs: undefined as number | undefined,
    traceId: undefined as string | undefined,
    environment: undefined as string | undefined,
    tags: new Set<string>(),
    isPublic: false,
    metadata: new Map<string, unknown>(),
    created: undefined as string | undefined,
    updated: undefined as string | undefined,
  };
  const firsts = [...sorted].sort(
    (a, b) =>
      a.atUs - b.atUs ||
      (a.kind === b.kind ? 0 : a.kind === 'create' ? -1 : 1) ||
      (a.startUs ?? 1e9) - (b.startUs ?? 1e9) ||
      (a.id < b.id ? -1 : 1),
  );
  for (const event of firsts) row.startUs ??= event.startUs;
  for (const event of sorted) {
    row.traceId ??= event.traceId;
    row.environment ??= event.environment;
    if (event.name !== undefined) row.name = event.name;
    if (event.input !== undefined) row.input = event.input;
    if (event.endUs !== undefined) row.endUs = event.endUs;
    if (event.isPublic !== undefined) row.isPublic = event.isPublic;
    for (const tag of event.tags ?? []) row.tags.add(tag);
    if (event.kind === 'create') row.created = event.type;
    else row.updated = event.type;
    mergeInto(row.metadata, event.metadata);
  }
  return { ...row, firstUs: sorted[0]?.atUs };
}

function mergeInto(into: Map<string, unknown>, from: unknown): void {
  if (from === undefined || from === null) return;
  if (typeof from !== 'object' || Array.isArray(from)) {
    into.delete('metadata');
    into.set('metadata', from);
  } else mergeObject(into, from);
}

function mergeObject(into: Map<string, unknown>, from: object): void {
  for (const [key, value] of Object.entries(from)) {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (isObject && Object.keys(value as object).length === 0) {
      if (!into.has(key)) into.set(key, new Map());
      continue;
    }
    const old = into.get(key);
    into.delete(key);
    if (!isObject) into.set(key, value);
    else {
      const inner = old instanceof Map ? old : new Map<string, unknown>();
      mergeObject(inner, value as object);
      into.set(key, inner);
    }
  }
}

const asText = (metadata: Map<string, unknown>): [string, string][] =>
  [...metadata].map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(thaw(value))]);

const thaw = (value: unknown): unknown =>
  value instanceof Map ? Object.fromEntries([...value].map(([key, inner]) => [key, thaw(inner)])) : value;

test('a fold equals sorting all events and applying them in order', () => {
  fc.assert(
    fc.property(someEvents([1]), (events) => {
      const model = applyInOrder(events);
      const observation = foldObservation(events.map(observationChange));
      const startUs = model.startUs ?? model.firstUs ?? 0;
      expect(observation).toMatchObject({
        name: model.name,
        input: model.input,
        type: model.created ?? model.updated,
        startUs,
        endUs: model.endUs === null ? null : Math.max(model.endUs, startUs),
        traceId: model.traceId ?? 'o',
        environment: model.environment ?? 'default',
        flags: model.created === undefined ? ['partial'] : [],
      });
      expect(Object.entries(observation.metadata)).toEqual(asText(model.metadata));
      const trace = foldTrace(events.map(traceChange));
      expect(trace).toMatchObject({ isPublic: model.isPublic, tags: [...model.tags].sort(), timestampUs: startUs });
    }),
    { numRuns: 2500, seed: 20_261_120 },
  );
});
