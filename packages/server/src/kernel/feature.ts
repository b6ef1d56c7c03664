import type { Chore } from './chore.ts';
import type { Sql } from '#platform/clickhouse/sql';
import type { Db } from '#platform/postgres/db';
import type { Engines } from './ctx.ts';
import type { Download } from './download.ts';
import type { ExportKindRule } from './export-run.ts';
import type { ExportTable } from './export-table.ts';
import type { ImportTable } from './import-table.ts';
import type { Job } from './job.ts';
import type { RestRoute } from './rest.ts';
import type { SetFigure } from './telemetry.ts';
import type { Upload } from './upload.ts';

/** What a feature keeps, so that it can be erased, exported and backed up completely. A table has exactly one owner. */
export interface Owned {
  postgres?: readonly string[];
  clickhouse?: readonly string[];
  /** Folders under `projects/<project id>/` in the blob store. */
  blobs?: readonly string[];
}

export type EraseProject = (engines: Engines, project: { projectId: string; db: Db }) => Promise<void>;

/** An operation that took things away, as the trash knows it. */
export interface TrashedOperation {
  id: string;
  projectId: string;
  entityType: string;
}

/** What was brought back, and under which other name where its own was taken meanwhile. */
export interface Restored {
  /** Rows or entities by kind. */
  counts: Readonly<Record<string, number>>;
  renamed: readonly { from: string; to: string }[];
}

/**
 * How one kind of thing comes back from the trash, and how it goes for good. What an operation took carries its id, so
 * that exactly that comes back. Everything may run any number of times.
 */
export interface TrashRule {
  /** Word in the operations, such as `model`. */
  entityType: string;
  /** Owned tables whose rows it hides and brings back. */
  tables: readonly string[];
  restore(engines: Engines, operation: TrashedOperation & { db: Db }): Promise<Restored>;
  /** Removes physically what the operation took; answers what is left of it by kind, which has to be nothing. */
  purge(engines: Engines, operation: TrashedOperation): Promise<Readonly<Record<string, number>>>;
}

/** Telemetry of one project by its ids, in lists that fit one statement together. */
export interface TelemetryIds {
  projectId: string;
  traceIds: readonly string[];
  scoreIds: readonly string[];
}

/** A feature's part in removing traces and scores for good. */
export interface TelemetryPurge {
  /** Why it is too early, null when it is not: work begun before that time may still store what is to go. */
  holds?(engines: Engines, project: { projectId: string; before: Date }): Promise<string | null>;
  /** Removes every version of everything that belongs to these; resolves when it is physically done. Repeatable. */
  erase(engines: Engines, telemetry: readonly TelemetryIds[]): Promise<void>;
  /** What is left, by table, with nothing masked. Throws when it cannot be known: unknown is not zero. */
  count(engines: Engines, telemetry: readonly TelemetryIds[]): Promise<Readonly<Record<string, number>>>;
}

/** A feature's manifest: the only thing that the composition root knows of it. */
export interface Feature {
  name: string;
  owns: Owned;
  rest?: readonly RestRoute[];
  downloads?: readonly Download[];
  uploads?: readonly Upload[];
  jobs?: readonly Job[];
  chores?: readonly Chore[];
  /** Owned tables whose rows outlive their project, each with the reason. */
  keeps?: Readonly<Record<string, string>>;
  /** Forgets everything of a project in the owned tables and blobs; may run any number of times. */
  eraseProject?: EraseProject;
  trash?: readonly TrashRule[];
  /** Owned tables whose rows nobody deletes one by one, each with the reason. */
  notTrashable?: Readonly<Record<string, string>>;
  purgeTelemetry?: TelemetryPurge;
  /** What exports and archives take out of the owned tables. */
  exports?: readonly ExportTable[];
  /** Owned tables that are in no export, each with the reason. */
  notExported?: Readonly<Record<string, string>>;
  exportKinds?: readonly ExportKindRule[];
  /** How rows of archives come back, in the order in which they should. */
  imports?: readonly ImportTable[];
  /** Whether something reads this project by the time of storing: what comes in then needs a time of its own. */
  follows?: (engines: Engines, projectId: string) => Promise<boolean>;
  /** Whether it stores rows that become readable later than they say; whoever reads by the time of storing waits. */
  storesLate?: (engines: Engines, projectId: string) => Promise<boolean>;
  /** Figures of what it keeps, read whenever somebody looks at this process. */
  figures?: (engines: Engines, set: SetFigure) => Promise<void>;
  /** What needs a person, in words for the deep question after health; null when nothing does. */
  alarm?: (engines: Engines) => Promise<string | null>;
  /** For tables whose rows can be hidden: the condition that a row is not, which the engine adds to every read of them. */
  masks?: Readonly<Record<string, (projectId: string | undefined) => Sql>>;
}

export function feature<const F extends Feature>(manifest: F): F {
  return manifest;
}
