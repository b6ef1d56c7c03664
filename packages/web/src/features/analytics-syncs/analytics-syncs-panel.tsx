import { ANALYTICS_PROVIDERS } from '@tidemark/contract/analytics-syncs';
import type { AnalyticsProvider, AnalyticsSyncView } from '@tidemark/contract/analytics-syncs';
import { useState } from 'react';
import { useProject } from '#lib/session';
import { useNow } from '#lib/use-now';
import { Badge } from '#ui/badge';
import { Button } from '#ui/button';
import { ConfirmDialog } from '#ui/confirm-dialog';
import { ListRow, ListRows, ListSkeleton } from '#ui/list-rows';
import { Loaded } from '#ui/loaded';
import { Panel } from '#ui/panel';
import { RelativeTime } from '#ui/relative-time';
import { useToast } from '#ui/toast';
import { EditSyncDialog } from './edit-sync-dialog.tsx';
import { PROVIDER_NAMES } from './provider-words.ts';
import { useAnalyticsSyncs } from './use-analytics-syncs.ts';

/** Where traces go on to, every hour: never their inputs and outputs. */
export function AnalyticsSyncsPanel() {
  const syncs = useAnalyticsSyncs();
  const allowed = useProject().may('analyticsSyncs:write');
  const [editing, setEditing] = useState<AnalyticsProvider | null>(null);
  const [removing, setRemoving] = useState<AnalyticsProvider | null>(null);
  const toast = useToast();
  const runNow = async (provider: AnalyticsProvider) => {
    try {
      await syncs.run(provider);
      toast({ title: `${PROVIDER_NAMES[provider]} gets what is new within a minute` });
    } catch (error) {
      toast({ title: (error as Error).message, tone: 'error' });
    }
  };
  return (
    <Panel
      flush
      title="Product analytics"
      description="Traces, steps and scores become events beside what else your users did, every hour. Inputs and outputs stay here."
    >
      <Loaded query={syncs.list} problem="The syncs could not be read" skeleton={<ListSkeleton rows={2} />}>
        {({ syncs: known }) => {
          const syncOf = (provider: AnalyticsProvider) => known.find((sync) => sync.provider === provider);
          return (
            <>
              <ListRows label="Product analytics">
                {ANALYTICS_PROVIDERS.map((provider) => {
                  const sync = syncOf(provider);
                  const name = PROVIDER_NAMES[provider];
                  return (
                    <ListRow
                      key={provider}
                      wrap
                      title={
                        <>
                          {name} <SyncBadge sync={sync} />
                        </>
                      }
                      detail={sync ? <SyncState sync={sync} /> : 'Not connected.'}
                    >
                      {allowed && sync?.enabled && !sync.isRunning ? (
                        <Button size="sm" onClick={() => void runNow(provider)}>
                          Send now
                        </Button>
                      ) : null}
                      {allowed ? (
                        <Button size="sm" onClick={() => setEditing(provider)}>
                          {sync ? 'Edit' : 'Connect'}
                        </Button>
                      ) : null}
                      {allowed && sync ? (
                        <Button size="sm" variant="danger" onClick={() => setRemoving(provider)}>
                          Disconnect
                        </Button>
                      ) : null}
                    </ListRow>
                  );
                })}
              </ListRows>
              {editing === null ? null : (
                <EditSyncDialog
                  provider={editing}
                  sync={syncOf(editing) ?? null}
                  syncs={syncs}
                  onClose={() => setEditing(null)}
                />
              )}
            </>
          );
        }}
      </Loaded>
      {removing === null ? null : (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setRemoving(null)}
          title={`Disconnect ${PROVIDER_NAMES[removing]}?`}
          confirmLabel="Disconnect"
          onConfirm={() => syncs.remove(removing)}
        >
          Nothing is sent from now on, and the key is forgotten. What was sent stays there.
        </ConfirmDialog>
      )}
    </Panel>
  );
}

function SyncBadge({ sync }: { sync: AnalyticsSyncView | undefined }) {
  if (!sync) return null;
  if (sync.isRunning) return <Badge tone="accent">Sending</Badge>;
  if (!sync.enabled) return <Badge tone={sync.failures > 0 ? 'error' : 'neutral'}>Paused</Badge>;
  return sync.failures > 0 ? <Badge tone="error">Failing</Badge> : <Badge tone="success">On</Badge>;
}

function SyncState({ sync }: { sync: AnalyticsSyncView }) {
  const isDue = Date.parse(sync.nextAt) <= useNow();
  return (
    <>
      {sync.syncedAt === null ? (
        'Nothing was sent yet'
      ) : (
        <>
          Last sent <RelativeTime time={sync.syncedAt} />
        </>
      )}
      {sync.enabled && !sync.isRunning ? (
        <>, next {isDue ? 'in a moment' : <RelativeTime time={sync.nextAt} />}</>
      ) : null}
      . {sync.endpoint}
      {sync.lastError === null ? null : (
        <span className="mt-0.5 block text-error-text">
          {sync.lastError}
          {sync.enabled
            ? '. It is tried again; nothing is left out.'
            : '. Mend it and switch it on again; nothing is left out.'}
        </span>
      )}
    </>
  );
}
