import type { Engines } from '#kernel/ctx';
import type { Feature } from '#kernel/feature';
import { countUnsettled } from '#platform/clickhouse/count-project-rows';
import type { Check, ProjectContents } from './certificate.ts';
import { countContents } from './count-contents.ts';
import { rootFeature } from './kept-tables.ts';

export interface Erased {
  /** Every question that was asked, with what it found. */
  checks: Check[];
  /** Rows, objects and messages that are left. */
  left: number;
  /** What goes by itself: replaced parts that the engine has not removed from the disk yet. */
  settling: number;
}

/**
 * Counts what is left of a project, with nothing masked, in every store. Rejects when anything cannot be counted: an
 * error or a limit is not a zero. `removedUs` is the engine's time after the last removal.
 */
export async function checkErased(
  engines: Engines,
  features: readonly Feature[],
  of: { projectId: string; removedUs: number },
): Promise<Erased> {
  const { projectId } = of;
  const contents = await countContents(engines, features, projectId);
  const ofRoot = new Set(rootFeature(features).owns.postgres);
  const checks = checksOf(contents, projectId).filter(({ table }) => !ofRoot.has(table ?? ''));
  const tables = Object.keys(contents.clickhouse);
  const { mutations, supersededParts } = await countUnsettled(engines.ch, {
    tables,
    projectId,
    beforeUs: of.removedUs,
  });
  const settling: Check[] = [
    { store: 'clickhouse', question: 'unfinished mutations that name the project', found: mutations },
    { store: 'clickhouse', question: 'parts on disk that the removal replaced', found: supersededParts },
  ];
  return {
    checks: [...checks.map(({ table: _table, ...check }) => check), ...settling],
    left: sum(checks),
    settling: sum(settling),
  };
}

function checksOf(contents: ProjectContents, projectId: string): (Check & { table?: string })[] {
  const where = `WHERE project_id = '${projectId}'`;
  return [
    ...Object.entries(contents.postgres).map(([table, { rows }]) => ({
      store: 'postgres' as const,
      table,
      question: `SELECT count(*) FROM ${table} ${where}`,
      found: rows,
    })),
    ...Object.entries(contents.clickhouse).map(([table, { rows }]) => ({
      store: 'clickhouse' as const,
      question: `SELECT count() FROM ${table} ${where} SETTINGS apply_deleted_mask = 0, apply_patch_parts = 0`,
      found: rows,
    })),
    { store: 'blobs', question: `objects below projects/${projectId}/`, found: contents.blobs.objects },
    { store: 'queue', question: 'messages that name the project', found: contents.jobs },
  ];
}

function sum(checks: readonly Check[]): number {
  return checks.reduce((total, { found }) => total + found, 0);
}
