import type { BatchExport } from '@tidemark/contract/exports';
import type { ProjectCtx } from '#kernel/ctx';
import type { ExportRun } from '#kernel/export-run';
import { orderOf } from './batch-run.ts';

/** What people and programs see of a run; the files are for who asked for them. */
export function exportView({ actor, clock }: Pick<ProjectCtx, 'actor' | 'clock'>, run: ExportRun): BatchExport {
  const { id, projectId, state, requestedBy, rows, expectedRows, bytes, windows, error, expiresAt } = run;
  return {
    id,
    projectId,
    order: orderOf(run),
    state,
    requestedBy: { kind: requestedBy.kind, name: requestedBy.name },
    requestedAt: run.createdAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
    rows,
    expectedRows,
    bytes,
    files: windows,
    // While it is under way a trouble is its own to get over.
    error: state === 'FAILED' || state === 'CANCELLED' ? error : null,
    keptUntil: state === 'COMPLETED' ? (expiresAt?.toISOString() ?? null) : null,
    downloadable: isFor(actor, run) && hasFiles(run, clock.nowMs()),
  };
}

/** A person's export is that person's alone; what one key of a project asked for, every key of it may have. */
export function isFor(actor: ProjectCtx['actor'], { requestedBy }: Pick<ExportRun, 'requestedBy'>): boolean {
  return actor.kind === requestedBy.kind && (actor.kind === 'api-key' || actor.id === requestedBy.id);
}

export function hasFiles({ state, expiresAt }: Pick<ExportRun, 'state' | 'expiresAt'>, nowMs: number): boolean {
  return state === 'COMPLETED' && expiresAt !== null && expiresAt.getTime() > nowMs;
}
