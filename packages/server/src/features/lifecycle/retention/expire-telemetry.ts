import { findRetention, listProjectsWithRetention } from '#features/projects';
import type { ProjectRetention } from '#features/projects';
import { findExpiredScores } from '#features/scores';
import { findDiskUse, findExpiredTraces, findTimeOfKeptSteps } from '#features/traces';
import type { Expired } from '#features/traces';
import type { Chore } from '#kernel/chore';
import type { Engines } from '#kernel/ctx';
import type { Feature, TelemetryIds } from '#kernel/feature';
import type { ClickHouse } from '#platform/clickhouse/client';
import { listProjectsWithRules, selectRules } from '../store/retention-rules.sql.ts';
import type { RetentionRule } from '../store/retention-rules.sql.ts';
import { eraseTelemetry } from '../trash/erase-telemetry.ts';

const DAY_US = 86_400_000_000;
const HOUR_MS = 3_600_000;
const BATCH = 50_000;

export const retentionChore = (features: readonly Feature[]): Chore => ({
  name: 'expire-telemetry',
  group: 'lifecycle',
  everyMs: HOUR_MS,
  run: async (engines, signal) => {
    if (engines.policy.purge.enabled) await expireTelemetry(engines, features, signal);
  },
});

/** Removes what is older than projects keep it, and what is more. One project that fails holds up no other. */
export async function expireTelemetry(
  engines: Engines,
  features: readonly Feature[],
  signal?: AbortSignal,
): Promise<void> {
  const { db, log } = engines;
  const projects = new Set([...(await listProjectsWithRetention(db)), ...(await listProjectsWithRules(db))]);
  for (const projectId of projects) {
    if (signal?.aborted) return;
    await expireProject(engines, features, projectId).catch((error: unknown) =>
      log.warn({ err: error, projectId }, 'what is too old could not be removed; it is tried again'),
    );
  }
}

/** By the ids of what is too old, as a purge does, so that no version is left that an attribute would not fit. */
async function expireProject(engines: Engines, features: readonly Feature[], projectId: string): Promise<void> {
  let before = '';
  for (;;) {
    const found = await findExpired(engines, projectId);
    const [first] = [...(found?.traceIds ?? []), ...(found?.scoreIds ?? [])];
    if (!found || first === undefined) return;
    if (first === before) throw new Error('What was too old is still there after it was removed');
    before = first;
    await eraseTelemetry(engines, features, found);
    engines.log.info({ projectId, traces: found.traceIds.length, scores: found.scoreIds.length }, 'too old, removed');
  }
}

/** By the settings of this moment, which somebody may have changed since the last part. */
async function findExpired({ db, ch, clock }: Engines, projectId: string): Promise<TelemetryIds | null> {
  const project = await findRetention(db, projectId);
  if (!project || project.isHeld) return null;
  const rules = await selectRules(db, projectId);
  const beforeUs = (days: number) => clock.nowUs() - days * DAY_US;
  const aged = rules.filter((rule) => rule.days !== null);
  const parts: Expired[] = aged.map(({ environment, days }) => ({
    environments: [environment],
    beforeUs: beforeUs(days ?? 0),
  }));
  if (project.days !== null)
    parts.push({ exceptEnvironments: aged.map(({ environment }) => environment), beforeUs: beforeUs(project.days) });
  const found = await findIn({ ch, projectId }, parts);
  // What is too old has gone by the time that what is left is counted.
  return found ?? findIn({ ch, projectId }, await beyondLimits(ch, { projectId, project, rules }));
}

async function findIn(
  { ch, projectId }: { ch: ClickHouse; projectId: string },
  parts: readonly Expired[],
): Promise<TelemetryIds | null> {
  for (const part of parts) {
    const find = { projectId, ...part, limit: BATCH };
    const [traceIds, scoreIds] = [await findExpiredTraces(ch, find), await findExpiredScores(ch, find)];
    if (traceIds.length + scoreIds.length > 0) return { projectId, traceIds, scoreIds };
  }
  return null;
}

interface Limited {
  projectId: string;
  project: ProjectRetention;
  rules: readonly RetentionRule[];
}

/** Limits of number and of size are times, too: that of the oldest step which still fits. */
async function beyondLimits(ch: ClickHouse, { projectId, project, rules }: Limited): Promise<Expired[]> {
  const limits = rules.map(({ environment, maxSteps }) => ({ environment, keep: maxSteps }));
  const ofProject = [project.maxSteps, await stepsOnDisk(ch, projectId, project.diskPercent)];
  const parts: Expired[] = [];
  for (const { environment, keep } of [...limits, ...ofProject.map((steps) => ({ environment: null, keep: steps }))]) {
    const beforeUs = keep === null ? null : await findTimeOfKeptSteps(ch, { projectId, environment, keep });
    if (beforeUs !== null) parts.push({ ...(environment === null ? {} : { environments: [environment] }), beforeUs });
  }
  return parts;
}

/** How many steps fit into the project's share of the disk; null while all do. */
async function stepsOnDisk(ch: ClickHouse, projectId: string, percent: number | null): Promise<number | null> {
  if (percent === null) return null;
  const { steps, bytes, diskBytes } = await findDiskUse(ch, projectId);
  const allowed = (diskBytes * percent) / 100;
  return bytes <= allowed ? null : Math.floor((steps * allowed) / bytes);
}
