import { SCORE_COLUMNS } from '@tidemark/contract/columns/scores';
import { Filter } from '@tidemark/contract/filter';
import { ScoreDataType, ScoreSource } from '@tidemark/contract/telemetry';
import { z } from 'zod';
import { filterToSql } from '#kernel/filter-to-sql';
import { allOf, anyOf, param, sql } from '#platform/clickhouse/sql';
import type { Sql } from '#platform/clickhouse/sql';
import { SCORE_SQL } from './store/score-columns.ts';

/** Without an offset it is UTC. */
const Time = z.iso.datetime({ offset: true, local: true });
const Texts = z.array(z.string()).optional();
const SIGNS = { '=': sql`=`, '!=': sql`!=`, '<': sql`<`, '<=': sql`<=`, '>': sql`>`, '>=': sql`>=` };

/** Which scores a program asked for. All that is given must hold; of a list, any. */
export const ScoreSelection = z.object({
  /** Inclusive. */
  from: Time.optional(),
  /** Exclusive. */
  to: Time.optional(),
  ids: Texts,
  names: Texts,
  sources: z.array(ScoreSource).optional(),
  dataTypes: z.array(ScoreDataType).optional(),
  environments: Texts,
  configIds: Texts,
  queueIds: Texts,
  authorUserIds: Texts,
  traceIds: Texts,
  observationIds: Texts,
  sessionIds: Texts,
  datasetRunIds: Texts,
  /** Numbers as they are; labels of categories. */
  values: z.union([z.array(z.number()), Texts]).optional(),
  bounds: z.array(z.object({ sign: z.enum(['=', '!=', '<', '<=', '>', '>=']), value: z.number() })).optional(),
  /** Only what judges a trace or a step of it. */
  isOfTrace: z.boolean().optional(),
  filter: Filter.optional(),
});
export type ScoreSelection = z.infer<typeof ScoreSelection>;

/** The selection as one condition on rows of scores, beside its times. An empty list selects nothing. */
export function selectionSql(selection: ScoreSelection): Sql {
  const within = (column: Sql, values: readonly string[] | undefined) =>
    values === undefined ? [] : [sql`${column} IN ${param.strings(values)}`];
  return allOf([
    ...within(sql`id`, selection.ids),
    ...within(sql`name`, selection.names),
    ...within(sql`source`, selection.sources),
    ...within(sql`data_type`, selection.dataTypes),
    ...within(sql`environment`, selection.environments),
    ...within(sql`config_id`, selection.configIds),
    ...within(sql`queue_id`, selection.queueIds),
    ...within(sql`author_user_id`, selection.authorUserIds),
    ...within(sql`trace_id`, selection.traceIds),
    ...within(sql`observation_id`, selection.observationIds),
    ...within(sql`session_id`, selection.sessionIds),
    ...within(sql`dataset_run_id`, selection.datasetRunIds),
    ...(selection.values === undefined ? [] : [hasValue(selection.values)]),
    ...(selection.bounds ?? []).map(({ sign, value }) => sql`ifNull(value ${SIGNS[sign]} ${param.float(value)}, 0)`),
    ...(selection.isOfTrace ? [sql`trace_id != ''`] : []),
    ...(selection.filter ? [filterToSql(selection.filter, SCORE_COLUMNS, SCORE_SQL)] : []),
  ]);
}

function hasValue(values: readonly (number | string)[]): Sql {
  return anyOf(
    values.map((value) =>
      typeof value === 'number'
        ? sql`ifNull(value = ${param.float(value)}, 0)`
        : sql`string_value = ${param.string(value)}`,
    ),
  );
}
