import { setExportExpiry } from '#features/exports';
import type { ExportKindRule } from '#kernel/export-run';

/** Days for which an archive can be fetched. */
const KEPT_DAYS = 7;

export const archiveKind: ExportKindRule = {
  kind: 'archive',
  async ended({ db, clock }, run) {
    if (run.state !== 'COMPLETED') return;
    const expiresAt = new Date((run.finishedAt?.getTime() ?? clock.nowMs()) + KEPT_DAYS * 86_400_000);
    await setExportExpiry(db, { id: run.id, expiresAt });
  },
};
