import { z } from 'zod';
import { IsoTime } from '@tidemark/contract/columns/list-input';
import { CombinedFilter } from '@tidemark/contract/filter';
import { decodeCursor } from '#kernel/cursor';
import { scopeOf } from '#kernel/list-scope';
import { queryClassOf } from '#kernel/query-class-of';
import { read } from '#kernel/verb';
import { isoOfMicros, parseMicros } from '#platform/clickhouse/micros';
import { observationWhere } from './observation-where.ts';
import { fieldGroups, selectedObservation } from './selected-observation.ts';
import { findTracesById } from './store/find-trace.sql.ts';
import { loadDetails } from './store/load-observations.sql.ts';
import { findObservationKeys } from './store/observation-keys.sql.ts';
import type { ObservationKeyRow, ObservationPlace } from './store/observation-keys.sql.ts';

/** The form that clients of the compatible API may keep: base64 of the last row's place. */
const Cursor = z.object({ lastStartTimeTo: z.string(), lastTraceId: z.string(), lastId: z.string() });

export interface SelectedPage {
  rows: Record<string, unknown>[];
  cursor: string | null;
}

/** Observations with the fields asked for, newest first, and where to go on. */
export const selectObservations = read({
  input: z.object({
    from: IsoTime.optional(),
    to: IsoTime.optional(),
    filter: CombinedFilter,
    fields: z.array(z.string()).optional(),
    expandMetadata: z.array(z.string()).default([]),
    cursor: z.string().optional(),
    limit: z.number().int().min(0).max(1000),
  }),
  permission: 'traces:read',
  async run(ctx, input): Promise<SelectedPage> {
    const { ch, projectId } = ctx;
    const queryClass = queryClassOf(ctx.actor);
    const scope = scopeOf(projectId, input);
    const after = input.cursor === undefined ? null : placeOf(input.cursor);
    const found = await findObservationKeys(
      ch,
      {
        scope,
        where: (part) => observationWhere(part, { filter: input.filter, environments: [] }),
        order: { key: null, direction: 'desc' },
        ...(after ? { after } : {}),
        anchorUs: after?.startUs ?? ctx.clock.nowUs(),
        limit: input.limit + 1,
      },
      queryClass,
    );
    const keys = found.slice(0, input.limit);
    const selection = { projectId, groups: fieldGroups(input.fields), expandMetadata: input.expandMetadata };
    const parts = { payload: selection.groups.has('io'), metadata: selection.groups.has('metadata') };
    const [rows, traces] = await Promise.all([
      loadDetails(ch, { projectId, keys, parts }, queryClass),
      findTracesById(
        ch,
        { projectId, ids: [...new Set(keys.map((key) => key.trace_id))], withPayload: false },
        queryClass,
      ),
    ]);
    return {
      rows: rows.map((row) => selectedObservation(row, traces.get(row.trace_id), selection)),
      cursor: found.length > keys.length ? cursorOf(keys.at(-1)) : null,
    };
  },
});

function placeOf(text: string): ObservationPlace {
  const cursor = decodeCursor(Cursor, text);
  const startUs = parseMicros(cursor.lastStartTimeTo);
  return startUs === null
    ? decodeCursor(z.never(), text)
    : { key: 0, startUs, traceId: cursor.lastTraceId, id: cursor.lastId };
}

function cursorOf(key: ObservationKeyRow | undefined): string | null {
  if (!key) return null;
  const place = { lastStartTimeTo: isoOfMicros(key.start_us), lastTraceId: key.trace_id, lastId: key.id };
  return Buffer.from(JSON.stringify(place)).toString('base64');
}
