import { Download } from 'lucide-react';
import { formatBytes, formatInteger } from '#lib/format';
import { useProject } from '#lib/session';
import { CopyButton } from '#ui/copy-button';
import { Dialog } from '#ui/dialog';
import { ListRow, ListRows, ListSkeleton } from '#ui/list-rows';
import { Loaded } from '#ui/loaded';
import { partPath } from './export-links.ts';
import { useExportFiles } from './use-exports.ts';

/** The parts that an export was written in, each to be fetched alone and checked by its hash. */
export function ExportFilesDialog({ exportId, onClose }: { exportId: string; onClose: () => void }) {
  const { id: projectId } = useProject();
  const files = useExportFiles(exportId);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="lg"
      title="Files"
      description="The parts that it was written in. Each is whole by itself; its SHA-256 says whether yours is, too."
    >
      <Loaded query={files} problem="The files could not be read" skeleton={<ListSkeleton />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="text-base text-muted">Nothing matched, so there are no parts.</p>
          ) : (
            <ListRows label="Files">
              {rows.map(({ number, name, rows: count, bytes, sha256 }) => (
                <ListRow
                  key={number}
                  title={<span className="font-mono text-sm">{name}</span>}
                  detail={
                    <span className="inline-flex max-w-full items-center gap-1">
                      {formatInteger(count)} rows, {formatBytes(bytes)}
                      <code className="min-w-0 truncate font-mono text-xs">{sha256}</code>
                      <CopyButton text={sha256} label="Copy the SHA-256" />
                    </span>
                  }
                >
                  <a href={partPath({ projectId, id: exportId }, number)} download aria-label={`Download ${name}`}>
                    <Download className="size-4" aria-hidden />
                  </a>
                </ListRow>
              ))}
            </ListRows>
          )
        }
      </Loaded>
    </Dialog>
  );
}
