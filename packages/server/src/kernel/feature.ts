import type { Job } from './job.ts';
import type { RestRoute } from './rest.ts';
import type { Db } from '#platform/postgres/db';
import type { Engines } from './ctx.ts';

/** What a feature keeps, so that it can be erased, exported and backed up completely. A table has exactly one owner. */
export interface Owned {
  postgres?: readonly string[];
  clickhouse?: readonly string[];
  /** Folders under `projects/<project id>/` in the blob store. */
  blobs?: readonly string[];
}

export type EraseProject = (engines: Engines, project: { projectId: string; db: Db }) => Promise<void>;

/** A feature's manifest: the only thing that the composition root knows of it. */
export interface Feature {
  name: string;
  owns: Owned;
  rest?: readonly RestRoute[];
  jobs?: readonly Job[];
  /** Forgets everything of a project in the owned tables and blobs; may run any number of times. */
  eraseProject?: EraseProject;
}

export function feature<const F extends Feature>(manifest: F): F {
  return manifest;
}
