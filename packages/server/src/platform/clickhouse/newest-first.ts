import type { ProjectScope } from './project-scope.ts';

const HOUR_US = 3_600_000_000;
/** How far back each step looks; the one after the last has no end. */
const STEPS_US = [1, 6, 24, 7 * 24, 31 * 24].map((hours) => hours * HOUR_US);

export interface NewestFirst<Row> {
  scope: ProjectScope;
  /** Where reading starts when the scope has no end: now, or the time of the cursor. */
  anchorUs: number;
  /** Rows wanted. */
  limit: number;
  /** The newest rows of a part of the scope. */
  read(part: ProjectScope, limit: number): Promise<Row[]>;
}

/**
 * The newest rows of a scope, reading the last hour first and further back only while rows are wanting. A page of a
 * busy project then costs the same however much history there is; every row is looked at once at most.
 */
export async function readNewestFirst<Row>({ scope, anchorUs, limit, read }: NewestFirst<Row>): Promise<Row[]> {
  const rows: Row[] = [];
  let toUs = scope.toUs;
  const startUs = Math.min(anchorUs, toUs ?? anchorUs);
  for (const fromUs of [...STEPS_US.map((step) => startUs - step), null]) {
    const isLast = fromUs === null || (scope.fromUs !== null && fromUs <= scope.fromUs);
    const part = { projectId: scope.projectId, fromUs: isLast ? scope.fromUs : fromUs, toUs };
    rows.push(...(await read(part, limit - rows.length)));
    if (isLast || rows.length >= limit) break;
    toUs = fromUs;
  }
  return rows;
}
