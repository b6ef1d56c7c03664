import type { ProjectArchive } from '@tidemark/contract/archives';
import type { ExportRun } from '#kernel/export-run';

export function archiveView(run: ExportRun, nowMs: number): ProjectArchive {
  return {
    id: run.id,
    projectId: run.projectId,
    state: run.state,
    rows: run.rows,
    expectedRows: run.expectedRows,
    bytes: run.bytes,
    requestedBy: { kind: run.requestedBy.kind, name: run.requestedBy.name },
    requestedAt: run.createdAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
    keptUntil: run.expiresAt?.toISOString() ?? null,
    downloadable: isThere(run, nowMs),
    error: run.error,
  };
}

export function isThere({ state, expiresAt }: ExportRun, nowMs: number): boolean {
  return state === 'COMPLETED' && (expiresAt === null || expiresAt.getTime() > nowMs);
}
