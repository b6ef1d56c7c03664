import type { ExportRun } from '#kernel/export-run';
import type { Schedule } from './store/blob-exports.sql.ts';

/**
 * `<prefix><project>/<from>_<until>_<run>/<name>`: the manifest is beside the files that it names, and the folders of a
 * project are in the order of time. The run is in it, so that two attempts at a part never mix.
 */
export function outgoingKey(
  { prefix, projectId }: Pick<Schedule, 'prefix' | 'projectId'>,
  run: Pick<ExportRun, 'id' | 'cutUs' | 'request'>,
  name: string,
): string {
  const part = `${stamp(run.request.storedFromUs ?? 0)}_${stamp(run.cutUs)}_${run.id.replaceAll('-', '').slice(0, 12)}`;
  return `${prefix}${projectId}/${part}/${name}`;
}

function stamp(us: number): string {
  return new Date(us / 1000).toISOString().replaceAll(/[-:]/g, '');
}
