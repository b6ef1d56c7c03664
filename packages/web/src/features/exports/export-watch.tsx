import type { BatchExport } from '@tidemark/contract/exports';
import { Link, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useProject, useSession } from '#lib/session';
import { LastingToast } from '#ui/lasting-toast';
import { Progress } from '#ui/progress';
import { useToast } from '#ui/toast';
import { downloadPath } from './export-links.ts';
import { isUnderWay, progressOf } from './export-progress.ts';
import { FORMATS, TABLES, rowsOf } from './export-words.ts';
import { useExports } from './use-exports.ts';
import { useQuickNow } from './use-quick-now.ts';

/** Shows the reader's own exports on every page while they run, and says when one ended. */
export function ExportWatch() {
  const { user } = useSession();
  const { rows = [] } = useExports({ watching: true });
  const mine = rows.filter(({ requestedBy }) => requestedBy.kind === 'user' && requestedBy.name === user.email);
  const [hidden, setHidden] = useState<readonly string[]>([]);
  useEndings(mine);
  // There they are anyway.
  if (useRouterState({ select: ({ location }) => location.pathname.endsWith('/exports') })) return null;
  return mine
    .filter((run) => isUnderWay(run) && !hidden.includes(run.id))
    .map((run) => <Running key={run.id} run={run} onHide={() => setHidden((before) => [...before, run.id])} />);
}

function Running({ run, onHide }: { run: BatchExport; onHide: () => void }) {
  const { id: projectId } = useProject();
  const { share, detail } = progressOf(run, useQuickNow());
  return (
    <LastingToast title={`Exporting ${TABLES[run.order.table].noun}`} onDismiss={onHide}>
      <Progress
        label={`Exporting ${TABLES[run.order.table].noun} as ${FORMATS[run.order.format].label}`}
        share={share}
      />
      <p className="mt-1.5 flex justify-between gap-3 text-sm text-muted">
        <span className="min-w-0">{detail}</span>
        <Link
          to="/project/$projectId/exports"
          params={{ projectId }}
          className="shrink-0 text-accent-text hover:underline"
        >
          Exports
        </Link>
      </p>
    </LastingToast>
  );
}

/** Tells once of each export that was seen under way and is so no more. */
function useEndings(mine: readonly BatchExport[]): void {
  const toast = useToast();
  const running = useRef(new Set<string>());
  useEffect(() => {
    for (const run of mine) {
      if (isUnderWay(run)) running.current.add(run.id);
      else if (running.current.delete(run.id)) toast(endingOf(run));
    }
  }, [mine, toast]);
}

function endingOf(run: BatchExport): Parameters<ReturnType<typeof useToast>>[0] {
  const { noun } = TABLES[run.order.table];
  if (run.state === 'COMPLETED')
    return {
      title: `${rowsOf(run.order.table, run.rows)} exported`,
      action: { label: 'Download', run: () => window.location.assign(downloadPath(run)) },
    };
  if (run.state === 'CANCELLED') return { title: `The export of ${noun} was cancelled` };
  return { title: `The export of ${noun} failed`, tone: 'error', ...(run.error === null ? {} : { detail: run.error }) };
}
