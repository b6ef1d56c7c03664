import type { Chore } from '#kernel/chore';
import type { Engines } from '#kernel/ctx';
import { cancelExport } from './cancel-export.ts';
import { cleanRun } from './run/clean-run.ts';
import { isOpenProject } from './run/hold-run.ts';
import { RUN_LIMITS } from './run/limits.ts';
import type { ExportDeclarations } from './run/running.ts';
import { workRuns } from './run/work-runs.ts';
import { markSwept, selectOpenRuns, selectProjectsWithOpenRuns, selectUnswept } from './store/export-runs.sql.ts';

export const exportChores = (declared: () => ExportDeclarations): readonly Chore[] => [
  {
    name: 'work-exports',
    group: 'export',
    everyMs: 1000,
    run: async (engines, signal) => {
      await workRuns(engines, { declared: declared(), limits: RUN_LIMITS, signal });
    },
  },
  {
    name: 'cancel-exports',
    group: 'export',
    everyMs: 2000,
    run: (engines) => cancelOfClosedProjects(engines, declared()),
  },
  {
    name: 'sweep-exports',
    group: 'export',
    everyMs: 60_000,
    run: (engines) => sweepExports(engines, RUN_LIMITS.sweepAfterMs),
  },
];

/** A project that is being deleted gives nothing out any more. */
export async function cancelOfClosedProjects(engines: Engines, declared: ExportDeclarations): Promise<void> {
  for (const projectId of await selectProjectsWithOpenRuns(engines.db)) {
    if (await isOpenProject(engines, projectId)) continue;
    for (const id of await selectOpenRuns(engines.db, projectId))
      await cancelExport(engines, declared, { projectId, id, reason: 'The project is being deleted' });
  }
}

/** A worker that was stopped for long may have left a file after the end: once nobody can be writing, what is not named goes. */
export async function sweepExports(engines: Engines, endedMs: number): Promise<void> {
  for (const run of await selectUnswept(engines.db, endedMs)) {
    await cleanRun(engines, run);
    await markSwept(engines.db, run.id);
  }
}
