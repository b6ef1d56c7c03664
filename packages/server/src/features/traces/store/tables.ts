import { sql } from '#platform/clickhouse/sql';

/** The tables for features above this one that read across many traces: newest version of a row, deleted ones left out. */
export const CURRENT_TRACES = sql`traces FINAL`;
export const CURRENT_OBSERVATIONS = sql`observations FINAL`;

/** Any version, deleted ones too, for questions that a version cannot change; read in the order of its sorting key. */
export const TRACE_VERSIONS = sql`traces`;
