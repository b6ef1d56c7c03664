import { Loaded } from '#ui/loaded';
import { Panel } from '#ui/panel';
import { Skeleton } from '#ui/skeleton';
import { RetentionForm } from './retention-form.tsx';
import { useRetention } from './use-retention.ts';

/** How much telemetry is kept, in the project and in single environments of it. */
export function RetentionPanel() {
  const { settings, set } = useRetention();
  return (
    <Panel
      title="Retention"
      description="What is older or more than this is removed for good within an hour, oldest first, and cannot be restored."
    >
      <Loaded query={settings} problem="The retention could not be read" skeleton={<Skeleton className="h-8 w-64" />}>
        {(data) => <RetentionForm key={JSON.stringify(data)} saved={data} save={set} />}
      </Loaded>
    </Panel>
  );
}
