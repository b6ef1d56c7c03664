import { z } from 'zod';
import type { ClickHouse } from '#platform/clickhouse/client';
import { EMPTY, param, sql, us } from '#platform/clickhouse/sql';

export interface KeptSteps {
  projectId: string;
  /** Null for all. */
  environment: string | null;
  /** How many of the newest steps stay. */
  keep: number;
}

const HOUR_US = 3_600_000_000;

/**
 * The time before which nothing fits any more: from it on there are as many steps as are kept, or fewer where several
 * are of one instant. Null while all fit. Counted by the hour first, so that no more than one hour is ever sorted.
 */
export async function findTimeOfKeptSteps(ch: ClickHouse, kept: KeptSteps): Promise<number | null> {
  const query = { class: 'purge', who: 'traces.kept', projectId: kept.projectId } as const;
  const hours = await ch.query({
    ...query,
    sql: sql`WITH toUnixTimestamp64Micro(start_time) AS time
      SELECT time - positiveModulo(time, ${param.int(HOUR_US)}) AS at, count() AS steps
      FROM observations FINAL WHERE ${ofProject(kept)} GROUP BY at ORDER BY at DESC`,
    schema: z.object({ at: z.number(), steps: z.number() }),
  });
  let left = kept.keep;
  for (const { at, steps } of hours) {
    if (steps <= left) {
      left -= steps;
      continue;
    }
    const [first] = await ch.query({
      ...query,
      sql: sql`SELECT toUnixTimestamp64Micro(start_time) AS at FROM observations FINAL
        WHERE ${ofProject(kept)} AND start_time >= ${us(at)} AND start_time < ${us(at + HOUR_US)}
        ORDER BY start_time DESC LIMIT 1 OFFSET ${param.int(left)}`,
      schema: z.object({ at: z.number() }),
    });
    return first ? first.at + 1 : null;
  }
  return null;
}

function ofProject({ projectId, environment }: KeptSteps) {
  const only = environment === null ? EMPTY : sql` AND environment = ${param.string(environment)}`;
  return sql`project_id = ${param.string(projectId)}${only}`;
}

export interface DiskUse {
  steps: number;
  /** Of all rows of the project's traces and steps. */
  bytes: number;
  /** Of the whole disk that they lie on. */
  diskBytes: number;
}

/** What a row takes beside its input and output. */
const ROW_BYTES = 500;

/**
 * What a project takes of the disk, an estimate: rows of all projects lie in the same parts, so each project is given
 * its share of them by the length of its inputs and outputs.
 */
export async function findDiskUse(ch: ClickHouse, projectId: string): Promise<DiskUse> {
  const [row] = await ch.query({
    sql: sql`WITH ${param.int(ROW_BYTES)} + ifNull(input_length, 0) + ifNull(output_length, 0) AS weight,
        project_id = ${param.string(projectId)} AS own
      SELECT sumIf(is_step, own) AS steps, sumIf(weight, own) / greatest(1, sum(weight)) AS share,
        (SELECT sum(bytes_on_disk) FROM system.parts
          WHERE database = currentDatabase() AND table IN ('traces', 'observations') AND active) AS bytes,
        (SELECT max(total_space) FROM system.disks WHERE name IN (SELECT disk_name FROM system.parts
          WHERE database = currentDatabase() AND table IN ('traces', 'observations') AND active)) AS disk
      FROM (SELECT project_id, input_length, output_length, 1 AS is_step FROM observations
        UNION ALL SELECT project_id, input_length, output_length, 0 AS is_step FROM traces)`,
    schema: z.object({ steps: z.number(), share: z.number(), bytes: z.number(), disk: z.number() }),
    class: 'purge',
    who: 'traces.disk',
    projectId,
  });
  if (!row) throw new Error('What a project takes of the disk could not be read');
  return { steps: row.steps, bytes: Math.round(row.bytes * row.share), diskBytes: row.disk };
}
