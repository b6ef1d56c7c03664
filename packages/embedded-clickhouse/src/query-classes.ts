/**
 * How many queries of a class may run at once, and how many may wait for a slot. The class of a query is ClickHouse's
 * setting `workload`; one without it belongs to `default`. Slots are not lent between classes, so a slow class can
 * never take those of another. A query beyond `waiting` fails at once with code 745 (SERVER_OVERLOADED).
 */
export const QUERY_CLASSES = {
  default: { running: 4, waiting: 200 },
  ingest: { running: 4, waiting: 200 },
  ui: { running: 6, waiting: 200 },
  api: { running: 4, waiting: 200 },
  export: { running: 2, waiting: 50 },
  purge: { running: 1, waiting: 50 },
} as const satisfies Record<string, { running: number; waiting: number }>;

export type QueryClass = keyof typeof QUERY_CLASSES;

/** Statements that (re)declare the classes; run at every start, because the engine keeps them in the data folder. */
export function queryClassStatements(): string[] {
  const classes = Object.entries(QUERY_CLASSES).map(
    ([name, { running, waiting }]) =>
      `CREATE OR REPLACE WORKLOAD \`${name}\` IN everything SETTINGS max_concurrent_queries = ${running}, max_waiting_queries = ${waiting}`,
  );
  return ['CREATE OR REPLACE RESOURCE query_slots (QUERY)', 'CREATE OR REPLACE WORKLOAD everything', ...classes];
}
