import { useProject } from '#lib/session';
import { ListRows } from '#ui/list-rows';
import { Panel } from '#ui/panel';
import { ReplayForm } from './replay-form.tsx';
import { ReplayItem } from './replay-item.tsx';
import { useReplays } from './use-replays.ts';

/** What was received is read once more, after what reads it was repaired. Those who may not ask for it see what was. */
export function ReplayPanel() {
  const mayRepair = useProject().may('ingestion:repair');
  const { rows = [], running, preview, start } = useReplays();
  if (!mayRepair && rows.length === 0) return null;
  return (
    <Panel
      flush
      title="Read history again"
      description="After a mapping, a model or a price was repaired. What is read now replaces what was stored; nothing is counted twice."
    >
      {mayRepair ? (
        <div className="p-4">
          <ReplayForm preview={preview} start={start} isUnderWay={running !== null} />
          <p className="mt-3 text-sm text-muted">
            What is received is kept for 48 hours after it was stored, or for as long as{' '}
            <code className="font-mono">KEEP_SEGMENTS_HOURS</code> says: so far back this reaches.
          </p>
        </div>
      ) : null}
      {rows.length === 0 ? null : (
        <div className={mayRepair ? 'border-t border-line' : ''}>
          <ListRows label="Replays">
            {rows.map((replay) => (
              <ReplayItem key={replay.id} replay={replay} />
            ))}
          </ListRows>
        </div>
      )}
    </Panel>
  );
}
