import { Download } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { ExportableList } from '#lib/list-export';
import { useProject } from '#lib/session';
import { Button } from '#ui/button';

const ExportDialog = lazy(async () => ({ default: (await import('./export-dialog.tsx')).ExportDialog }));

/** Exports a list as it stands: its filter and time range, and the columns that it shows. */
export function ExportButton(list: ExportableList) {
  const [asking, setAsking] = useState(false);
  if (!useProject().may('exports:create')) return null;
  return (
    <>
      <Button size="sm" variant="ghost" title="Export" onClick={() => setAsking(true)}>
        <Download aria-hidden /> <span className="max-md:sr-only">Export</span>
      </Button>
      {asking ? (
        <Suspense>
          <ExportDialog list={list} onClose={() => setAsking(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
