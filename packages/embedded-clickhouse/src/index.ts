/**
 * The ClickHouse engine (npm `chdb`) as a small server in a process of its own, spoken to over ClickHouse's own HTTP
 * interface. This package knows nothing of the product that uses it: it turns a folder and a memory limit into a URL.
 *
 * The HTTP face is the engine's own, not an imitation: the shared library contains `clickhouse local`, which can open
 * the same listener as `clickhouse-server`. So streaming, compression, typed errors, KILL QUERY, sessions, settings and
 * parameters are ClickHouse's, and the official client has nothing to tell apart.
 */
export { startEmbeddedClickhouse } from './start-embedded-clickhouse.ts';
export type {
  EmbeddedClickhouse,
  EmbeddedClickhouseExit,
  EmbeddedClickhouseOptions,
} from './start-embedded-clickhouse.ts';
export { QUERY_CLASSES } from './query-classes.ts';
export type { QueryClass } from './query-classes.ts';
