import { ExportRequest } from '#kernel/export-run';
import type { ExportRequestInput, ExportRunKind } from '#kernel/export-run';
import type { Actor } from '#kernel/ctx';
import type { Clock } from '#platform/clock/clock';
import type { Db } from '#platform/postgres/db';
import { insertRun } from './store/export-runs.sql.ts';

export interface StartExport {
  projectId: string;
  kind: ExportRunKind;
  /** What it belongs to, such as a schedule. */
  sourceId?: string;
  request: ExportRequestInput;
  /** Rows stored at this time or later are left out, microseconds; now unless said. */
  cutUs?: number;
  /** As far as it is known already; a worker makes an estimate that no filter is asked for. */
  expectedRows?: number | null;
  requestedBy: Pick<Actor, 'kind' | 'id' | 'name'>;
}

/** Puts a run in, with the transaction of `db`; a worker takes it up within a second or two. Answers its id. */
export async function startExport({ db, clock }: { db: Db; clock: Clock }, start: StartExport): Promise<string> {
  const id = clock.newId();
  const { kind: by, id: byId, name } = start.requestedBy;
  await insertRun(db, {
    id,
    projectId: start.projectId,
    kind: start.kind,
    sourceId: start.sourceId ?? null,
    request: ExportRequest.parse(start.request),
    cutUs: start.cutUs ?? clock.nowUs(),
    expectedRows: start.expectedRows ?? null,
    requestedBy: { kind: by, id: byId, name },
  });
  return id;
}
