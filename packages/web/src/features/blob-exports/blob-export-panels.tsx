import { Loaded } from '#ui/loaded';
import { Panel } from '#ui/panel';
import { Skeleton } from '#ui/skeleton';
import { BlobExportForm } from './blob-export-form.tsx';
import { BlobExportState } from './blob-export-state.tsx';
import { DeliveryList } from './delivery-list.tsx';
import { useBlobExport } from './use-blob-export.ts';

/** What of the project goes to a store of its own again and again. */
export function BlobExportPanels() {
  const actions = useBlobExport();
  return (
    <Loaded
      query={actions.state}
      problem="The scheduled export could not be read"
      skeleton={
        <Panel title="Scheduled export">
          <Skeleton className="h-40 w-full" />
        </Panel>
      }
    >
      {(state) => (
        <>
          {state.schedule ? <BlobExportState schedule={state.schedule} actions={actions} /> : null}
          <BlobExportForm
            key={state.schedule?.updatedAt === undefined ? 'new' : state.schedule.createdAt}
            state={state}
            actions={actions}
          />
          {state.deliveries.length > 0 ? <DeliveryList deliveries={state.deliveries} /> : null}
        </>
      )}
    </Loaded>
  );
}
