import type { ProjectArchive } from '@tidemark/contract/archives';
import { Download } from 'lucide-react';
import { formatBytes, formatInteger } from '#lib/format';
import { formatExactDay } from '#lib/format-time';
import { useProject } from '#lib/session';
import { useSubmit } from '#lib/use-submit';
import { Badge } from '#ui/badge';
import { Button } from '#ui/button';
import { ListRow } from '#ui/list-rows';
import { Progress } from '#ui/progress';
import { isUnderWay } from './use-archives.ts';

export interface ArchiveRowProps {
  archive: ProjectArchive;
  cancel: (archiveId: string) => Promise<unknown>;
}

/** An archive that is being made, with how far it is; or one that was, with what came of it. */
export function ArchiveRow({ archive, cancel }: ArchiveRowProps) {
  const project = useProject();
  const { id, rows, bytes, requestedBy, requestedAt, keptUntil, downloadable, error, state } = archive;
  const ending = useSubmit(() => cancel(id));
  const size = `${formatInteger(rows)} rows, ${formatBytes(bytes)}`;
  return (
    <ListRow
      title={`${formatExactDay(requestedAt)} by ${requestedBy.name}`}
      detail={error ?? (downloadable && keptUntil !== null ? `${size}; kept until ${formatExactDay(keptUntil)}` : size)}
      wrap={error !== null}
    >
      {isUnderWay(archive) ? (
        <>
          <div className="w-56 max-w-full">
            <Progress label="Writing" share={shareOf(archive)} detail={size} />
          </div>
          {project.may('archives:write') ? (
            <Button size="sm" busy={ending.busy} onClick={() => ending.submit()}>
              Cancel
            </Button>
          ) : null}
        </>
      ) : downloadable ? (
        <Button size="sm" asChild>
          <a href={`/api/project/${project.id}/archives/${id}/download`} download>
            <Download aria-hidden /> Download
          </a>
        </Button>
      ) : (
        <Badge tone={state === 'FAILED' ? 'error' : 'neutral'}>{WORDS[state]}</Badge>
      )}
    </ListRow>
  );
}

/** More than is written is never expected: versions are counted, not things. */
function shareOf({ rows, expectedRows }: ProjectArchive): number | null {
  return expectedRows === null || expectedRows === 0 ? null : rows / expectedRows;
}

const WORDS = {
  QUEUED: 'waiting',
  RUNNING: 'being made',
  COMPLETED: 'not kept any more',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
} as const satisfies Record<ProjectArchive['state'], string>;
